import Testing
import WeirModel
import WeirSpec

@Suite("Damaged pipelines")
struct SpecFuzzTests {
    private static let seeds = [
        """
        name: flights
        read: { path: [a.csv, "${HOME}/b*.csv"] }
        dialect: { delimiter: ",", header: true, headerRows: [1, 2] }
        schema:
          missingValues: ["", "NA"]
          fields:
            - { name: month, type: integer, constraints: { required: true, minimum: 1, maximum: 12 } }
            - { name: day, type: date, format: "%d.%m.%Y" }
            - &x { name: ok, type: boolean, trueValues: [ja] }
            - *x
        emit: [ { path: a } ]
        memory: 64MiB
        workers: auto
        """,
        """
        {"name": "a\\u00e9", "read": {"path": "-"}, "schema": {"fields": [{"name": "b", "type": "number",
        "decimalChar": ",", "constraints": {"enum": [1.5, "2,5"], "minimum": -1e3}}]}, "ratio": 0.25}
        """,
        "name: |\n  long\n  text\nread:\n  path: >-\n    folded\n'format': \"csv\"\n? target\n: path: b\n",
    ]
    private static let pieces = [
        "*", "&x", "<<: *x", "$ref", "${", "}", "$${A}", "[", "]", "{", "}", ":", ": ", "- ", "\n", "  ", "\"", "'",
        "!", "!!str ", "%", "|", ">", "#", ",", "? ", "~", "null", "9223372036854775808", "-", "\t", "\r", "\u{2028}",
        "\u{FEFF}", "\u{E000}", "\u{0}", "é", "---", "...", "\\ud800", "\\x",
    ]

    @Test("a damaged pipeline is refused or read, and never stops the program", arguments: 0..<8)
    func mutations(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let environment = SpecEnvironment(["HOME": "/home/secret-folder"])
        for _ in 0..<250 {
            var text = Array((Self.seeds.randomElement(using: &random) ?? "").unicodeScalars)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0...text.count, using: &random)
                let end = min(text.count, place + Int.random(in: 0...4, using: &random))
                let piece = Self.pieces.randomElement(using: &random) ?? ""
                text.replaceSubrange(place..<end, with: Bool.random(using: &random) ? Array(piece.unicodeScalars) : [])
            }
            var string = ""
            string.unicodeScalars.append(contentsOf: text)
            do {
                let document = try PipelineDocument.parse(string, name: "p.yaml", environment: environment)
                _ = try document.read(SampleSettings.self)
            } catch let problems as SpecProblems {
                #expect(!problems.problems.isEmpty)
                #expect(!problems.description.contains("secret-folder"))
                #expect(problems.problems.allSatisfy { $0.position.line ?? 0 >= 1 && $0.position.column ?? 0 >= 1 })
            } catch let error as WeirError {
                #expect(error.code == .specSyntax)
                #expect(error.position?.file == "p.yaml")
            } catch {
                Issue.record("unexpected \(error)")
            }
        }
    }
}
