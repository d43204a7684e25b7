import Foundation
import Testing

@Suite("The shape of files and folders")
struct FileShapeTests {
    static let endings = [".swift", ".c", ".h"]

    @Test("no file is longer than 400 lines")
    func length() throws {
        for folder in ["Sources", "Tests"] {
            for file in try SourceTree.files(under: folder, endings: Self.endings) {
                #expect(
                    file.lines.count <= 401,
                    "\(file) has \(file.lines.count - 1) lines: look for the seam and split it there")
            }
        }
    }

    @Test(
        "no folder is a heap",
        arguments: ["Utils", "Util", "Helpers", "Helper", "Common", "Manager", "Managers", "Misc", "Shared"])
    func folders(name: String) throws {
        for folder in ["Sources", "Tests"] {
            let heaps = try SourceTree.paths(under: folder).filter {
                $0.split(separator: "/").contains(Substring(name))
            }
            #expect(heaps.isEmpty, "\(heaps): what is put in \(name) is found by nobody; it lives beside its one user")
        }
    }

    @Test("a file is named after the one type that it declares")
    func names() throws {
        let functions = ["main.swift", "Machine.swift", "Through.swift", "WithFlow.swift"]
        for file in try SourceTree.files(under: "Sources") where !functions.contains(file.name) {
            if file.name.hasSuffix("Errors.swift") { continue }
            let parts = file.name.dropLast(".swift".count).split(separator: "+")
            let type = try #require(parts.first)
            let pattern =
                parts.count > 1 ? #"\bextension [\w.]*\#(type)\b"# : #"\b(struct|class|enum|protocol|actor) \#(type)\b"#
            let expression = try NSRegularExpression(pattern: pattern)
            let isThere = file.code.contains { line in
                // `TableSchemaField+Reading.swift` extends `TableSchema.Field`.
                [line, line.replacingOccurrences(of: ".", with: "")].contains {
                    expression.firstMatch(in: $0, range: NSRange($0.startIndex..., in: $0)) != nil
                }
            }
            #expect(isThere, "\(file): a reader looks for \(type) here")
        }
    }

    @Test("no line says that something is still to be done", arguments: ["Sources", "Tests"])
    func unfinished(folder: String) throws {
        let marks = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]
        for file in try SourceTree.files(under: folder, endings: Self.endings + [".modulemap"]) {
            for (index, line) in file.lines.enumerated() {
                let words = line.split { !$0.isLetter }
                for mark in marks where words.contains(Substring(mark)) {
                    Issue.record("\(file):\(index + 1) says \(mark): do it, or open an issue")
                }
            }
        }
    }
}
