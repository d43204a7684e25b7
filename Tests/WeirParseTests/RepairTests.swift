import Testing
import WeirModel

@testable import WeirParse

@Suite("Faults stay local")
struct RepairTests {
    typealias Fault = ParsedTable.Fault

    /// A body under the header `a,b`, what its rows must be, and where its quote errors are (record, column, byte in
    /// the body).
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var body: String
        var rows: [[String]]
        var faults: [(Int, Int, Int)] = []
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(name: "well-formed quotes", body: "\"x\",\"y\"\n", rows: [["x", "y"]]),
        Case(name: "doubled quotes", body: "\"x\"\"y\",\"\"\"\"\n", rows: [["x\"y", "\""]]),
        Case(name: "a quote in an unquoted cell is text", body: "5\" disk,y\n", rows: [["5\" disk", "y"]]),
        Case(name: "an empty quoted cell", body: "\"\",\"\"\n", rows: [["", ""]]),
        Case(name: "a line end inside quotes", body: "\"x\ny\",z\n1,2\n", rows: [["x\ny", "z"], ["1", "2"]]),
        Case(name: "a CRLF inside quotes", body: "\"x\r\ny\",z\r\n1,2\r\n", rows: [["x\r\ny", "z"], ["1", "2"]]),
        Case(name: "a CR inside quotes", body: "\"x\ry\",z\r1,2\r", rows: [["x\ry", "z"], ["1", "2"]]),
        Case(
            name: "a stray quote inside quotes stays in the value",
            body: "\"5\" disk\",y\n1,2\n", rows: [["5\" disk", "y"], ["1", "2"]], faults: [(0, 0, 2)]),
        Case(
            name: "text behind a closing quote",
            body: "\"ab\"c,d\n1,2\n", rows: [["\"ab\"c", "d"], ["1", "2"]], faults: [(0, 0, 0)]),
        Case(
            name: "text behind a closing quote, where a later quote would give the right count",
            body: "\"ab\"c,d\n\"e\",f\n", rows: [["\"ab\"c", "d"], ["e", "f"]], faults: [(0, 0, 0)]),
        Case(
            name: "an opening quote that never closes",
            body: "\"ab,d\n1,2\n3,4\n", rows: [["\"ab", "d"], ["1", "2"], ["3", "4"]], faults: [(0, 0, 0)]),
        Case(
            name: "an opening quote that closes far below",
            body: "\"ab,d\n1,2\n3,\"x\"\n5,6\n",
            rows: [["\"ab", "d"], ["1", "2"], ["3", "x"], ["5", "6"]], faults: [(0, 0, 0)]),
        Case(
            name: "a stray quote before the last cell of a line",
            body: "1,\"ab\n\"c\",d\n", rows: [["1", "\"ab"], ["c", "d"]], faults: [(0, 1, 2)]),
        Case(
            name: "three quotes at the end",
            body: "1,\"a\"\"\n2,3\n", rows: [["1", "a\""], ["2", "3"]], faults: [(0, 1, 4)]),
        Case(
            name: "a delimiter behind a stray quote",
            body: "\"a, \"b\", c\",d\n1,2\n", rows: [["a, \"b\", c", "d"], ["1", "2"]], faults: [(0, 0, 4)]),
        Case(
            name: "a quote as the last byte",
            body: "1,2\n3,\"", rows: [["1", "2"], ["3", "\""]], faults: [(1, 1, 6)]),
        Case(
            name: "three quotes as the last bytes",
            body: "1,2\n3,\"a\"\"", rows: [["1", "2"], ["3", "a\""]], faults: [(1, 1, 8)]),
        Case(name: "a CR as the last byte", body: "1,2\r", rows: [["1", "2"]]),
        Case(name: "lone CRs end records", body: "1,2\r3,4\r5,6", rows: [["1", "2"], ["3", "4"], ["5", "6"]]),
        Case(
            name: "mixed line ends and blank lines",
            body: "1,2\n\n3,4\r\n\r\n5,6\r\r7,8", rows: [["1", "2"], ["3", "4"], ["5", "6"], ["7", "8"]]),
        Case(
            name: "too few and too many cells", body: "1\n2,3,4\n5,6\n", rows: [["1"], ["2", "3", "4"], ["5", "6"]]),
        Case(
            name: "a record across lines with a cell too few stays one record",
            body: "\"x\ny\"\n1,2\n", rows: [["x\ny"], ["1", "2"]]),
        Case(
            name: "a record across lines with a stray quote keeps its lines when its first line alone is no record",
            body: "\"one\ntwo \"quoted\" here\",x\n1,2\n",
            rows: [["one\ntwo \"quoted\" here", "x"], ["1", "2"]], faults: [(0, 0, 9)]),
        Case(
            name: "a stray quote that would swallow a whole record, with no right reading of its own line",
            body: "\"ab\n1,2\n\"3\",4\n", rows: [["\"ab"], ["1", "2"], ["3", "4"]], faults: [(0, 0, 0)]),
    ]

    @Test("in every chunking", arguments: cases)
    func fixed(_ expected: Case) throws {
        for chunks in [1, 2, 3, 7, 64] {
            for batch in [1, 1 << 20] {
                let header = "a,b\n"
                let table = try ParsedTable.parse(
                    header + expected.body, limits: ParseLimits(batchBytes: batch), chunks: chunks)
                #expect(table.rows == expected.rows, "chunks \(chunks)")
                let faults = expected.faults.map {
                    Fault(record: $0.0, column: $0.1, code: .quoteError, byteOffset: $0.2 + header.utf8.count)
                }
                #expect(table.faults == faults, "chunks \(chunks)")
            }
        }
    }

    @Test("a doubled quote means nothing special without doubleQuote")
    func withoutDoubling() throws {
        var dialect = Dialect()
        dialect.doubleQuote = false
        let table = try ParsedTable.parse("a,b\n\"x\"\"y\",2\n1,2\n", dialect: dialect)
        #expect(table.rows == [["x\"\"y", "2"], ["1", "2"]])
        #expect(table.faults == [Fault(record: 0, column: 0, code: .quoteError, byteOffset: 6)])
    }

    @Test("an escape acts before the quote and itself only, and beside doubling")
    func escapes() throws {
        var dialect = Dialect()
        dialect.escape = 0x5C
        let table = try ParsedTable.parse(#"a,b\#n"x\"y\\","z""\n"\#n\"p,q\\\#n"#, dialect: dialect)
        #expect(table.rows == [[#"x"y\"#, #"z"\n"#], [#""p"#, #"q\"#]])
        #expect(table.faults.isEmpty)
    }

    @Test("a record beyond the limit is a violation and the next one is untouched")
    func tooLong() throws {
        let long = String(repeating: "x", count: 100)
        for chunks in [1, 3, 64, 1000] {
            for batch in [1, 30, 1 << 20] {
                let limits = ParseLimits(batchBytes: batch, recordBytes: 20)
                let table = try ParsedTable.parse("a,b\n1,2\n\(long),3\r\n4,5\n\(long)", limits: limits, chunks: chunks)
                #expect(table.rows == [["1", "2"], [], ["4", "5"], []])
                #expect(table.records[1] == String(repeating: "x", count: 20))
                #expect(table.faults.map(\.code) == [.recordTooLong, .recordTooLong])
                #expect(table.lines == [2, 3, 4, 5])
            }
        }
    }

    @Test("a record of exactly the limit is fine, with every line end")
    func exactlyTheLimit() throws {
        for end in ["\n", "\r\n", "\r", ""] {
            let limits = ParseLimits(batchBytes: 7, recordBytes: 10)
            let table = try ParsedTable.parse("a,b\n12345,7890\(end)", limits: limits, chunks: 3)
            #expect(table.rows == [["12345", "7890"]])
            #expect(table.faults.isEmpty)
            let longer = try ParsedTable.parse("a,b\n12345,67890\(end)", limits: limits, chunks: 3)
            #expect(longer.faults.map(\.code) == [.recordTooLong])
        }
    }

    @Test("an unclosed quote before a long tail costs its own line only")
    func unclosedBeforeLongTail() throws {
        let body = (0..<200).map { "\($0),x\n" }.joined()
        let limits = ParseLimits(batchBytes: 64, recordBytes: 100)
        let table = try ParsedTable.parse("a,b\n\"0,x\n" + body, limits: limits, chunks: 64)
        #expect(table.rows.count == 201)
        #expect(table.rows[0] == ["\"0", "x"])
        #expect(table.faults == [Fault(record: 0, column: 0, code: .quoteError, byteOffset: 4)])
    }
}
