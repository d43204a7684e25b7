import Foundation
import Testing
import WeirModel
import WeirTestKit

@testable import WeirParse

@Suite("Workbooks that were damaged")
struct SheetFuzzTests {
    private static let pieces = [
        "<", ">", "/>", "</c>", "</row>", "<c", "<row", " r=\"", "\"", "'", "&", ";", "&#x", "<![CDATA[", "]]>", "<!--",
        "-->", "<!DOCTYPE", "XFD1048576", "A0", "1e309", "-1", "99999999999999999999", " t=\"s\"", " s=\"4\"",
        "_x0000_",
        "\0", "\u{FFFD}", "<f>", "<is>", "<v>", "</v>", "<mc:AlternateContent>",
    ]

    @Test("any damage to the XML ends in a named error or in whole rows, the same for every cut")
    func damage() throws {
        var rows = ""
        for row in 1..<8 {
            rows +=
                "<row r=\"\(row)\"><c r=\"A\(row)\" t=\"s\"><v>\(row % 3)</v></c><c r=\"B\(row)\" s=\"1\"><v>4\(row)</v></c>"
            rows += "<c t=\"inlineStr\"><is><t>x&amp;y</t></is></c><c t=\"b\"><v>1</v></c></row>"
        }
        var book = WorkbookWriter(rows)
        book.strings = "<si><t>a</t></si><si><r><t>b,c</t></r></si><si/>"
        book.styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"
        let entries = book.entries
        for seed in FuzzSeeds("sheets", least: 300) {
            var random = SeededGenerator(seed: seed)
            var damaged = entries
            // Mostly the sheet, which is the first part, and the others too.
            let part = Int.random(in: 0..<4, using: &random) > 0 ? 0 : Int.random(in: 0..<entries.count, using: &random)
            for _ in 0..<Int.random(in: 1...5, using: &random) { Self.damage(&damaged[part].plain, &random) }
            let folder = try TemporaryFolder()
            try ZipWriter(damaged).write(to: folder("a.xlsx"))
            let whole = Self.outcome(folder("a.xlsx"), chunk: 1 << 20)
            for chunk in [1, 13, 100] where part == 0 {
                #expect(Self.outcome(folder("a.xlsx"), chunk: chunk) == whole, "seed \(seed), chunks of \(chunk)")
            }
        }
    }

    /// What is read, or the code of the error.
    private static func outcome(_ path: String, chunk: Int) -> String {
        do {
            let run = try SheetRun.read(path, chunk: chunk) { $0.dialect.header = false }
            return "\(run.rows) \(run.faults) \(run.sheetRows)"
        } catch {
            let code = (error as? WeirError)?.code.rawValue ?? "no name: \(error)"
            if !code.hasPrefix("parse."), !code.hasPrefix("zip.") { Testing.Issue.record("\(code)") }
            return code
        }
    }

    private static func damage(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(place..<min(place + Int.random(in: 1...30, using: &random), bytes.count))
        case 2: bytes.insert(contentsOf: bytes[place..<min(place + 40, bytes.count)], at: place)
        case 3: bytes.removeLast(min(Int.random(in: 1...40, using: &random), bytes.count))
        default: bytes.insert(contentsOf: Array((pieces.randomElement(using: &random) ?? "").utf8), at: place)
        }
    }
}
