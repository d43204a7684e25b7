import Testing
import WeirModel

@testable import WeirParse

@Suite("What stands before, between and behind the records")
struct TableShapeTests {
    @Test("an empty input has no rows and ends its source", arguments: ["", "\n", "\r\n\n"])
    func empty(text: String) throws {
        let table = try ParsedTable.parse(text)
        #expect(table.rows.isEmpty)
        #expect(table.labels.isEmpty)
        #expect(table.sourcesEnded == 1)
    }

    @Test("a header alone has no rows", arguments: ["a,b", "a,b\n", "a,b\r\n\r\n"])
    func headerOnly(text: String) throws {
        let table = try ParsedTable.parse(text, chunks: 1)
        #expect(table.labels == ["a", "b"])
        #expect(table.rows.isEmpty)
        #expect(table.sourcesEnded == 1)
    }

    @Test("without a header the first record tells the width, unless the schema does")
    func noHeader() throws {
        var dialect = Dialect()
        dialect.hasHeader = false
        let table = try ParsedTable.parse("1,2\n3,4\n", dialect: dialect)
        #expect(table.rows == [["1", "2"], ["3", "4"]])
        let expected = try ParsedTable.parse("\"1,2\n3,4,5\n", dialect: dialect, expectedFields: 3)
        #expect(expected.rows == [["\"1", "2"], ["3", "4", "5"]])
    }

    @Test("the usual header is the first line that is neither blank nor a comment")
    func headerBehindBlankLines() throws {
        var dialect = Dialect()
        dialect.comment = [0x23]
        let table = try ParsedTable.parse("\n# note\na,b\n# \"note\n1,2\n", dialect: dialect, chunks: 1)
        #expect(table.labels == ["a", "b"])
        #expect(table.rows == [["1", "2"]])
        #expect(table.skipped.comment == 2)
        #expect(table.skipped.blank == 1)
        #expect(table.skipped.header == 1)
        #expect(table.lines == [5])
    }

    @Test("several header rows are joined, rows before them are left out")
    func headerRows() throws {
        var dialect = Dialect()
        dialect.headerRows = [2, 3]
        dialect.headerJoin = "_"
        let table = try ParsedTable.parse("Report\nx,x,y\nmin,max,\n1,2,3\n", dialect: dialect, chunks: 1)
        #expect(table.labels == ["x_min", "x_max", "y"])
        #expect(table.rows == [["1", "2", "3"]])
        #expect(table.skipped.preamble == 1)
        #expect(table.skipped.header == 2)
        #expect(table.prologue == "Report\nx,x,y\nmin,max,\n")
    }

    @Test("comment rows by number, before and behind the header")
    func commentRows() throws {
        var dialect = Dialect()
        dialect.commentRows = [1, 3]
        let table = try ParsedTable.parse("note\na,b\n(units)\n1,2\n", dialect: dialect, chunks: 2)
        #expect(table.labels == ["a", "b"])
        #expect(table.rows == [["1", "2"]])
        #expect(table.skipped.comment == 2)
    }

    @Test("preamble and footer lines are left out, and quotes in them mean nothing")
    func preambleAndFooter() throws {
        var dialect = Dialect()
        dialect.preambleLines = 2
        dialect.footerLines = 2
        let text = "Report \"x\n\na,b\n1,2\n3,4\n\nTotal: \"4\nend\n\n"
        for chunks in [1, 2, 5, 100] {
            for batch in [1, 4, 1 << 20] {
                let limits = ParseLimits(batchBytes: batch)
                let table = try ParsedTable.parse(text, dialect: dialect, limits: limits, chunks: chunks)
                #expect(table.labels == ["a", "b"])
                #expect(table.rows == [["1", "2"], ["3", "4"]])
                #expect(table.epilogue == "Total: \"4\nend\n\n")
                #expect(table.skipped.preamble == 2)
            }
        }
    }

    @Test("the table ends where its header stands again, if asked")
    func repeatedHeader() throws {
        var dialect = Dialect()
        dialect.endsAtRepeatedHeader = true
        let text = "a,b\r\n1,2\r\na,b\r\n3,4\r\n"
        for chunks in [1, 3, 100] {
            let table = try ParsedTable.parse(text, dialect: dialect, chunks: chunks)
            #expect(table.rows == [["1", "2"]])
            #expect(table.skipped.afterEnd == 2)
            #expect(table.sourcesEnded == 1)
        }
        #expect(try ParsedTable.parse(text).rows == [["1", "2"], ["a", "b"], ["3", "4"]])
    }

    @Test("a header wider than the limit is refused before anything is read")
    func tooManyColumns() {
        let text = String(repeating: "x,", count: 50)
        let error = #expect(throws: WeirError.self) {
            try ParsedTable.parse(text, limits: ParseLimits(columns: 10))
        }
        #expect(error?.code == .parseTooManyColumns)
        #expect(error?.position?.description == "test.csv:1")
    }

    @Test("a header line without an end is refused at the limit")
    func headerTooLong() {
        let error = #expect(throws: WeirError.self) {
            try ParsedTable.parse(String(repeating: "x", count: 500), limits: ParseLimits(recordBytes: 100))
        }
        #expect(error?.code == .parseHeaderTooLong)
    }

    @Test("an encoding fault belongs to the record that holds it")
    func encodingFaults() throws {
        let text = Array("a,b\n1,2\n3,x\n5,6\n".utf8)
        for chunks in [1, 4, 100] {
            let table = try ParsedTable.parse(
                text,
                limits: ParseLimits(batchBytes: 5),
                chunks: chunks,
                encodingFaults: [EncodingFault(offset: 10, storedOffset: 21, byte: 0xFF)]
            )
            #expect(table.faults == [.init(record: 1, column: -1, code: .encodingError, byteOffset: 21)])
        }
    }

    @Test("the physical line of a record counts the lines inside quotes before it")
    func lines() throws {
        let table = try ParsedTable.parse(
            "a,b\n\"x\ny\",1\n2,3\n\n4,5\n", limits: ParseLimits(batchBytes: 4), chunks: 2)
        #expect(table.lines == [2, 4, 6])
    }

    @Test("a batch has no more records than its values have room for downstream, and loses none")
    func rowsPerBatch() throws {
        let text = "a\n" + (0..<3000).map { "\($0 % 10)\n" }.joined() + "\"x\n"
        let limits = ParseLimits(batchBytes: 4096)
        let free = try ParsedTable.parse(text, limits: limits)
        let capped = try ParsedTable.parse(text, limits: limits, expectedFields: 60)
        #expect(capped == free)
        #expect(free.rows.count == 3001)
        #expect(limits.rows(fields: 20) == 102)
        #expect(limits.rows(fields: 60) == 64)
    }
}
