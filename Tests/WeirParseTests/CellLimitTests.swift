import Testing
import WeirModel

@testable import WeirParse

@Suite("Records with too many cells, or too few")
struct CellLimitTests {
    private static let limits = ParseLimits(batchBytes: 64, columns: 10)

    @Test("of a surplus only as much is kept as a header may have, and one more", arguments: [1, 2, 3, 7, 64, 1 << 20])
    func surplus(chunks: Int) throws {
        let wide = String(repeating: "x,", count: 5000) + "x"
        for row in [wide, "\"" + wide.dropFirst() + "\"y", "\"q\"\"q\"," + wide] {
            let text = "a,b\n1,2\n\(row)\n3,4\n"
            let table = try ParsedTable.parse(text, limits: Self.limits, chunks: chunks)
            #expect(table.rows.map(\.count) == [2, row.hasPrefix("\"x") ? table.rows[1].count : 11, 2])
            #expect(table.rows[1].count <= 11)
            #expect(table.records[1] == row + "\n", "the record itself stays whole")
            #expect(table.rows[2] == ["3", "4"])
        }
    }

    @Test("the schema may want more cells than a header may have")
    func expected() throws {
        let row = (1...20).map { "\($0)" }.joined(separator: ",")
        var dialect = Dialect()
        dialect.hasHeader = false
        let table = try ParsedTable.parse(
            row + "\n" + row + ",21,22\n", dialect: dialect, limits: Self.limits, expectedFields: 20)
        #expect(table.rows.map(\.count) == [20, 21])
    }

    @Test("without a header a first record that is too wide is refused like a header")
    func withoutHeader() {
        var dialect = Dialect()
        dialect.hasHeader = false
        let error = #expect(throws: WeirError.self) {
            try ParsedTable.parse(String(repeating: ",", count: 100) + "\n", dialect: dialect, limits: Self.limits)
        }
        #expect(error?.code == .parseTooManyColumns)
        #expect(error?.message == "the first record has more than 10 columns")
    }

    @Test("batches are small where each cell may become a violation, and nothing is lost")
    func batches() throws {
        let limits = ParseLimits(batchBytes: 4096)
        let header = (0..<100).map { "c\($0)" }.joined(separator: ",") + "\n"
        let lacking = String(repeating: "1\n", count: 1000)
        let surplus = String(repeating: String(repeating: ",", count: 300) + "\n", count: 100)
        let empty = String(repeating: String(repeating: ",", count: 99) + "\n", count: 500)
        for (text, rows, mostFields) in [
            (lacking, 1000, 64), (surplus, 100, 4096 / 4 + 301), (empty, 500, 64 * 100),
        ] {
            let batches = try Self.batches(header + text, limits)
            #expect(batches.reduce(0) { $0 + $1.rowCount } == rows)
            for batch in batches {
                #expect(Self.cells(of: batch) <= mostFields)
                #expect(batch.rowCount * 100 <= max(4096 / 2, 64 * 100))
            }
        }
    }

    private static func cells(of batch: RecordBatch) -> Int {
        switch batch.layout {
        case .rectangular(_, let columns, _, _): batch.rowCount * columns
        case .general(let layout): layout.fieldStarts.count
        }
    }

    private static func batches(_ text: String, _ limits: ParseLimits) throws -> [RecordBatch] {
        var parser = DelimitedParser(dialect: Dialect(), limits: limits)
        var batches: [RecordBatch] = []
        parser.push(ByteChunk(bytes: Bytes(copying: Array(text.utf8)), source: 0, offset: 0, endsSource: true))
        while let batch = try parser.next() { batches.append(batch) }
        return batches
    }
}
