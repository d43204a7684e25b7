import Foundation
import Testing

@Suite("The contract of a stage")
struct StageContractTests {
    static let kinds: Set<String> = ["Source", "Transducer", "Transform", "Sink", "RecordParser"]

    /// Stages of which the pipelines are built; if one is not found, the search below is broken.
    static let known: Set<String> = [
        "FileSource", "DecodeStage", "DelimitedParser", "LimitedParser", "Validator", "EncodeStage", "WriteStage",
        "EmitStage", "FusedTransform",
    ]

    @Test("every stage says what it emits, holds, and how it ends")
    func blocks() throws {
        var found: Set<String> = []
        for file in try SourceTree.files(under: "Sources") {
            for (index, line) in file.lines.enumerated() {
                guard let stage = stage(declaredBy: line) else { continue }
                found.insert(stage)
                let comment = file.lines[..<index].reversed().prefix { line in
                    let text = line.drop(while: \.isWhitespace)
                    return text.hasPrefix("///") || text.hasPrefix("@")
                }
                for entry in ["Emits", "Holds", "Completes", "Fails"] {
                    #expect(
                        comment.contains { $0.contains("/// - \(entry): ") },
                        "\(file):\(index + 1): \(stage) does not say \"- \(entry):\"; whoever connects it must know")
                }
            }
        }
        #expect(Self.known.isSubset(of: found))
    }

    @Test("only the engine and the stages declare stages")
    func places() throws {
        for file in try SourceTree.files(under: "Sources")
        where file.lines.contains(where: { stage(declaredBy: $0) != nil }) {
            let folders = ImportTests.stages.union(["WeirFlow"])
            #expect(
                folders.contains(file.target), "\(file): a stage lives in the folder that is named after what it does")
        }
    }

    /// The name of the type, if the line declares one that conforms to a kind of stage.
    ///
    /// A private one is an adapter of its file, which nobody else connects.
    private func stage(declaredBy line: String) -> String? {
        let words = line.split { $0 == " " }.map(String.init)
        guard !line.contains("//"), !line.contains("private "),
            let place = words.firstIndex(where: { ["struct", "class", "enum", "actor"].contains($0) }),
            place + 1 < words.count, place < 4
        else { return nil }
        let name = words[place + 1].prefix { $0.isLetter || $0.isNumber }
        // The list behind the colon that is not part of a generic parameter.
        var depth = 0
        var rest = Substring(line)
        while let character = rest.popFirst() {
            if character == "<" { depth += 1 }
            if character == ">" { depth -= 1 }
            if character == ":", depth == 0 { break }
        }
        let list = rest.prefix { $0 != "{" }.components(separatedBy: " where ")[0]
        let inherited = list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        return inherited.contains(where: Self.kinds.contains) ? String(name) : nil
    }
}
