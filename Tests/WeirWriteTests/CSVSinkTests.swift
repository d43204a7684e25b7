import Foundation
import Testing
import WeirModel
import WeirSpec
import WeirTestKit
import WeirWrite

@Suite struct CSVSinkTests {
    private static let columns = [
        ColumnInfo(name: "id", type: .integer, required: true),
        ColumnInfo(name: "a,b", type: .text, required: false),
        ColumnInfo(name: "ok", type: .boolean, required: false),
        ColumnInfo(name: "n", type: .number, required: false),
        ColumnInfo(name: "day", type: .date, required: false),
    ]

    private func sink(_ folder: TemporaryFolder, delimiter: String = ",") -> CSVSink {
        var settings = CSVSinkSettings()
        settings.path = folder("out.csv")
        settings.delimiter = delimiter
        return CSVSink(settings, pool: BufferPool())
    }

    /// The slow, obvious way to write a cell.
    private func twin(_ cell: BatchBuilder.Cell, delimiter: Character) -> String {
        switch cell {
        case .null: return ""
        case .integer(let value): return "\(value)"
        case .boolean(let value): return "\(value)"
        case .number(_, let text), .moment(_, let text): return text
        case .text(let text):
            let scalars = text.unicodeScalars
            let quotes = text.isEmpty || scalars.contains { "\"\r\n\(delimiter)".unicodeScalars.contains($0) }
            guard quotes else { return text }
            return "\"" + scalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
        }
    }

    @Test("random rows are written as the obvious twin writes them", arguments: [",", ";", "\t", "|"])
    func twin(_ delimiter: String) throws {
        var random = SeededGenerator(seed: 7)
        let folder = try TemporaryFolder()
        var builder = BatchBuilder(columns: Self.columns)
        builder.canonical = [4]
        let separator = Character(delimiter)
        var expected = delimiter == "," ? "id,\"a,b\",ok,n,day\n" : "id,a,b,ok,n,day\n"
        if delimiter != "," {
            expected = ["id", "a,b", "ok", "n", "day"].joined(separator: delimiter) + "\n"
        }
        var batches: [CheckedBatch] = []
        for _ in 0..<20 {
            for _ in 0..<Int.random(in: 0...40, using: &random) {
                let text = String(
                    (0..<Int.random(in: 0...6, using: &random)).map { _ in
                        ["a", "é", "\"", ",", ";", "|", "\t", "\n", "\r", " ", "😀"].randomElement(using: &random) ?? "x"
                    }.joined())
                var cells: [BatchBuilder.Cell] = [
                    .integer(Int64.random(in: .min ... .max, using: &random)), .text(text),
                    .boolean(Bool.random(using: &random)), .number(1.5, "1.50"), .moment(3, "1970-01-04"),
                ]
                if Bool.random(using: &random) { cells[Int.random(in: 1...4, using: &random)] = .null }
                let isRejected = Int.random(in: 0..<4, using: &random) == 0
                builder.add(cells, raw: "raw\n", rejectedFor: isRejected ? .typeError : nil)
                if !isRejected {
                    expected += cells.map { twin($0, delimiter: separator) }.joined(separator: delimiter) + "\n"
                }
            }
            batches.append(builder.build())
        }
        _ = try WriteRun(columns: Self.columns).receipts(sink(folder, delimiter: delimiter), batches)
        #expect(folder.text("out.csv") == expected)
        #expect(folder.names == ["out.csv"])
    }

    @Test("numbers that CSV readers may not know are written in their shortest form")
    func numbers() throws {
        let folder = try TemporaryFolder()
        let columns = [ColumnInfo(name: "n", type: .number, required: false)]
        var builder = BatchBuilder(columns: columns)
        builder.add([.number(1234.5, "1.234,5")])
        builder.add([.number(0.25, ".25")])
        builder.add([.number(7, "007")])
        builder.add([.number(1e3, "1E+3")])
        builder.add([.number(.nan, "nan")])
        builder.add([.number(-.infinity, "-inf")])
        _ = try WriteRun(columns: columns).receipts(sink(folder), [builder.build()])
        #expect(folder.text("out.csv") == "n\n1234.5\n0.25\n7.0\n1E+3\nNaN\n-INF\n")
    }

    @Test("dates that are not written in ISO form are formatted")
    func dates() throws {
        let folder = try TemporaryFolder()
        let columns = [
            ColumnInfo(name: "d", type: .date, required: false),
            ColumnInfo(name: "t", type: .datetime, required: false),
        ]
        var builder = BatchBuilder(columns: columns)
        builder.add([.moment(3, "4.1.1970"), .moment(1_500_000, "1 s after")])
        _ = try WriteRun(columns: columns).receipts(sink(folder), [builder.build()])
        #expect(folder.text("out.csv") == "d,t\n1970-01-04,1970-01-01T00:00:01.5\n")
    }

    @Test("the only cell of a row is quoted when it has no value, because an empty line is no row")
    func singleColumn() throws {
        let folder = try TemporaryFolder()
        let columns = [ColumnInfo(name: "t", type: .text, required: false)]
        var builder = BatchBuilder(columns: columns)
        builder.add([.null])
        builder.add([.text("")])
        _ = try WriteRun(columns: columns).receipts(sink(folder), [builder.build()])
        #expect(folder.text("out.csv") == "t\n\"\"\n\"\"\n")
    }

    @Test("a delimiter that could be part of a value is refused", arguments: ["", "ab", "1", "-", "\"", "\n", "é"])
    func delimiters(_ delimiter: String) {
        var settings = CSVSinkSettings()
        settings.path = "x"
        settings.delimiter = delimiter
        #expect(settings.problems().map(\.setting) == ["delimiter"])
    }

    @Test("a link is followed and stays a link")
    func link() throws {
        let folder = try TemporaryFolder()
        try folder.put("old", in: "real.csv")
        #expect(symlink(folder("real.csv"), folder("out.csv")) == 0)
        _ = try WriteRun(columns: Self.columns).receipts(sink(folder), [])
        #expect(folder.text("real.csv") == "id,\"a,b\",ok,n,day\n")
        #expect(folder.names == ["out.csv", "real.csv"])
    }
}
