import Foundation
import Testing
import Weir
import WeirModel

@Suite("The catalog of error codes")
struct ErrorCatalogTests {
    /// The codes that the sources declare: file and raw value.
    private func declared() throws -> [(file: SourceTree.File, code: String)] {
        let expression = try NSRegularExpression(pattern: #"ErrorCode\(rawValue: "([^"]+)"\)"#)
        return try SourceTree.files(under: "Sources").flatMap { file in
            file.code.flatMap { line in
                expression.matches(in: line, range: NSRange(line.startIndex..., in: line)).compactMap { match in
                    Range(match.range(at: 1), in: line).map { (file, String(line[$0])) }
                }
            }
        }
    }

    @Test("has every code that the sources declare, once, with an explanation")
    func complete() throws {
        let codes = try declared().map(\.code)
        #expect(codes.count > 30)
        for code in codes {
            let entry = ErrorCatalog.entry(for: ErrorCode(rawValue: code))
            #expect(
                entry != nil, "\(code) is declared and not in the catalog: what does it exit with, what does it mean?")
            #expect((entry?.explanation.count ?? 0) > 15, "\(code) has no explanation")
        }
        #expect(
            Set(codes) == Set(ErrorCatalog.entries.map(\.code.rawValue)), "the catalog explains what nothing declares")
        #expect(Set(codes).count == codes.count, "a code is declared twice")
        #expect(ErrorCatalog.entries.count == codes.count, "the catalog has a code twice")
    }

    @Test("has for each code an exit code that tells of a failure, and an HTTP status of an error")
    func codes() {
        for entry in ErrorCatalog.entries {
            #expect(entry.exitCode.rawValue > 1, "\(entry.code)")
            #expect((400..<600).contains(entry.httpStatus), "\(entry.code)")
        }
    }

    @Test("codes are declared where they are looked for, and begin with their stage")
    func places() throws {
        for (file, code) in try declared() {
            #expect(file.name.hasSuffix("Errors.swift"), "\(file) declares \(code)")
            let stage = code.split(separator: ".").first.map(String.init)
            // `validate.violation` is raised by the write stage, which sees the rows in order.
            let expected =
                code == "validate.violation"
                ? "WeirWrite" : stage == "weir" || stage == "server" ? "Weir" : "Weir\(stage?.capitalized ?? "")"
            #expect(file.target == expected, "\(file) declares \(code)")
        }
    }

    @Test("an unknown code is a bug of the program")
    func unknown() {
        #expect(ExitCode(ErrorCode(rawValue: "no.such")) == .internalError)
    }
}
