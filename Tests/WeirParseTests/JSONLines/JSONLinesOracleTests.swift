import Testing
import WeirModel
import WeirTestKit

@testable import WeirParse

/// Random JSON Lines: most of them objects, some of them broken by chance.
@Suite("The parser of JSON Lines agrees with the obvious one")
struct JSONLinesOracleTests {
    static let labels = ["a", "bb", "a name of many letters", "ö", "\u{1F600}"]

    @Test("on random objects, mutated or not, for every chunk and batch size")
    func agrees() throws {
        for number in FuzzSeeds("JSON Lines", least: 300) {
            let seed = Int(truncatingIfNeeded: number)
            var random = Seeded(seed)
            var maker = RandomJSONLines(random: Seeded(seed))
            let text = maker.text(isMutated: seed % 3 > 0)
            let recordBytes = seed % 5 == 0 ? Int.random(in: 1..<60, using: &random) : 1 << 20
            let reference = ReferenceJSONLines(labels: Self.labels, recordBytes: recordBytes).read(text)
            let limits = ParseLimits(batchBytes: 1 << 20, recordBytes: recordBytes)
            let whole = try JSONLinesTable.parse([text], labels: Self.labels, limits: limits)
            expectSame(whole, reference, "seed \(seed): \(String(decoding: text, as: UTF8.self).debugDescription)")
            for (chunks, batch) in [(1, 1), (1, 64), (3, 17), (64, 1), (7, 1 << 20)] {
                let limits = ParseLimits(batchBytes: batch, recordBytes: recordBytes)
                let table = try JSONLinesTable.parse([text], labels: Self.labels, limits: limits, chunks: chunks)
                #expect(table == whole, "seed \(seed), chunks \(chunks), batch \(batch)")
            }
        }
    }

    @Test("what is learned of the members does not depend on chunks and batches")
    func learning() throws {
        for seed in 0..<60 {
            var maker = RandomJSONLines(random: Seeded(seed + 9000))
            let text = maker.text(isMutated: seed.isMultiple(of: 2))
            let whole = try JSONLinesTable.parse([text])
            for (chunks, batch) in [(1, 1), (5, 40), (1 << 20, 10)] {
                let table = try JSONLinesTable.parse([text], limits: ParseLimits(batchBytes: batch), chunks: chunks)
                #expect(table == whole, "seed \(seed), chunks \(chunks), batch \(batch)")
            }
        }
    }

    private func expectSame(_ table: JSONLinesTable, _ reference: [ReferenceJSONLines.Outcome], _ comment: Comment) {
        guard table.rows.count == reference.count else {
            Issue.record("\(table.rows.count) records instead of \(reference.count); \(comment)")
            return
        }
        for (row, outcome) in reference.enumerated() {
            let faults = table.faults.filter { $0.record == row }
            switch outcome {
            case .cells(let cells, let surplus, let repeated):
                #expect(table.rows[row] == cells, comment)
                #expect(faults.filter { $0.code == .extraCell }.map(\.text) == surplus, comment)
                #expect(faults.filter { $0.code == .duplicateMember }.map(\.text) == repeated, comment)
            case .fault(let place):
                #expect(faults.map(\.code) == [.jsonError], comment)
                #expect(faults.map(\.byteOffset) == [place], comment)
            case .tooLong:
                #expect(faults.map(\.code) == [.recordTooLong], comment)
            }
        }
    }
}

/// A maker of JSON Lines.
private struct RandomJSONLines {
    var random: Seeded

    mutating func text(isMutated: Bool) -> [UInt8] {
        var text: [UInt8] = []
        for _ in 0..<Int.random(in: 0..<12, using: &random) {
            text += Array(line().utf8) + Array(pick(["\n", "\n", "\r\n", "\n\n", " \n"]).utf8)
        }
        if Bool.random(using: &random), !text.isEmpty { text.removeLast() }
        guard isMutated else { return text }
        let bytes = Array("{}[]\",:\\u0ent-.1e \r\n\u{1}".utf8)
        for _ in 0..<Int.random(in: 1..<4, using: &random) where !text.isEmpty {
            let place = Int.random(in: 0..<text.count, using: &random)
            let byte = bytes.randomElement(using: &random) ?? 0x61
            switch Int.random(in: 0..<3, using: &random) {
            case 0: text[place] = byte
            case 1: text.insert(byte, at: place)
            default: text.remove(at: place)
            }
        }
        return text
    }

    private mutating func line() -> String {
        let names = JSONLinesOracleTests.labels + ["\\u0061", "other", "\\ud83d\\ude00", ""]
        let members = (0..<Int.random(in: 0..<7, using: &random)).map { _ in
            "\"\(pick(names))\"\(blank()):\(blank())\(value(depth: 0))"
        }
        return blank() + "{" + blank() + members.joined(separator: blank() + "," + blank()) + blank() + "}" + blank()
    }

    private mutating func value(depth: Int) -> String {
        let plain = [
            "0", "-1", "12345678901234567890", "1.50", "-0.5e-10", "1E+3", "true", "false", "null", "\"\"", "\"x\"",
            "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\u00e9\\ud83d\\ude00\\u0000\"", "\"zwölf lange Wörter, 日本 🎁\"",
            "\"1234567\"", "\"12345678\"", "\"\\u12345678\"",
        ]
        guard depth < 3, Int.random(in: 0..<4, using: &random) == 0 else { return pick(plain) }
        let values = (0..<Int.random(in: 0..<4, using: &random)).map { _ in value(depth: depth + 1) }
        if Bool.random(using: &random) { return "[" + values.joined(separator: blank() + ",") + "]" }
        return "{" + values.enumerated().map { "\"k\($0)\":\($1)" }.joined(separator: ",") + blank() + "}"
    }

    private mutating func blank() -> String { pick(["", "", "", " ", "\t "]) }

    private mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
}
