import Testing
import WeirModel
import WeirTestKit

@testable import WeirParse

@Suite("Sheets")
struct SheetParserTests {
    /// A workbook with a header of three columns before the rows.
    private func table(_ rows: String) -> WorkbookWriter {
        WorkbookWriter("<row r=\"1\">\(text("A1", "a"))\(text("B1", "b"))\(text("C1", "c"))</row>" + rows)
    }

    private func text(_ place: String, _ value: String) -> String {
        "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(value)</t></is></c>"
    }

    @Test("a row ends with the last column of the header, and gaps are empty fields")
    func grid() throws {
        let run = try SheetRun.read(
            table(
                "<row r=\"2\"><c r=\"B2\"><v>1</v></c></row><row r=\"3\"><c r=\"A3\"><v>2</v></c><c r=\"C3\"><v>3</v></c></row>"
            ))
        #expect(run.labels == ["a", "b", "c"])
        #expect(run.rows == [["", "1", ""], ["2", "", "3"]])
        #expect(run.sheetRows == [2, 3])
        #expect(run.prologue == "a,b,c\n")
        #expect(run.records == ",1,\n2,,3\n")
    }

    @Test("rows without a value are counted as blank, also those that are not there")
    func gaps() throws {
        let run = try SheetRun.read(
            table(
                "<row r=\"2\"/><row r=\"5\"><c r=\"A5\" s=\"3\"/></row><row r=\"7\"><c r=\"A7\"><v>1</v></c></row>"
                    + "<row r=\"1048576\" ht=\"3\"><c r=\"XFD1048576\" s=\"1\"/></row>"))
        #expect(run.rows == [["1", "", ""]])
        #expect(run.sheetRows == [7])
        #expect(run.skipped.blank == 1_048_576 - 2)
        #expect(run.skipped.header == 1)
    }

    @Test("styled cells without a value do not widen a row; a value beyond the header does")
    func surplus() throws {
        let run = try SheetRun.read(
            table(
                "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"D2\" s=\"3\"/><c r=\"E2\" t=\"inlineStr\"><is><t></t></is></c></row>"
                    + "<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"E3\"><v>2</v></c></row>"))
        #expect(run.rows == [["1", "", ""], ["1", "", "", "", "2"]])
    }

    @Test("rows and cells without places follow each other")
    func places() throws {
        let run = try SheetRun.read(
            WorkbookWriter(
                "<row><c t=\"str\"><v>a</v></c><c t=\"str\"><v>b</v></c></row><row><c><v>1</v></c><c r=\"b2\"><v>2</v></c></row>"
                    + "<row r=\"5\"><c><v>3</v></c></row><row><c/><c><v>4</v></c></row>"))
        #expect(run.rows == [["1", "2"], ["3", ""], ["", "4"]])
        #expect(run.sheetRows == [2, 5, 6])
    }

    @Test("cells out of their order go to their places; a second value for a cell is an issue")
    func order() throws {
        let run = try SheetRun.read(
            table(
                "<row r=\"2\"><c r=\"C2\"><v>3</v></c><c r=\"A2\" t=\"inlineStr\"><is><t>x,\"y\"</t></is></c></row>"
                    + "<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"A3\"><v>2</v></c></row>"
                    + "<row r=\"4\"><c r=\"A9\"><v>1</v></c></row>"))
        #expect(run.rows == [["x,\"y\"", "", "3"], ["1", "", ""], ["1", "", ""]])
        #expect(
            run.faults == [
                SheetRun.Fault(row: 1, column: 0, code: .duplicateCell),
                SheetRun.Fault(row: 2, column: 0, code: .misplacedCell),
            ])
    }

    @Test(
        "rows out of order end the run, since a stream cannot sort them",
        arguments: [
            "<row r=\"3\"/><row r=\"2\"/>", "<row r=\"2\"/><row r=\"2\"/>", "<row r=\"0\"/>", "<row r=\"x\"/>",
            "<row r=\"1048577\"/>", "<row r=\"99999999999999999999\"/>", "<row r=\"1048576\"/><row/>",
        ])
    func rowOrder(rows: String) {
        let error = #expect(throws: WeirError.self) { try SheetRun.read(table(rows)) }
        #expect(error?.code == .parseBadSheet)
    }

    @Test(
        "cells at impossible places are issues of their rows",
        arguments: ["A0", "XFE2", "ZZZZZZZ99999999999", "2", "", "$A$2", "A2:B2", "R1C1"])
    func badPlaces(place: String) throws {
        let run = try SheetRun.read(table("<row r=\"2\"><c r=\"\(place)\"><v>1</v></c></row>"))
        #expect(run.faults == [SheetRun.Fault(row: 0, column: -1, code: .cellUnreadable)])
        #expect(run.rows.count == 1)
    }

    @Test("a value in the last column of a sheet costs no more than a word about it")
    func lastColumn() throws {
        let run = try SheetRun.read(table("<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"XFD2\"><v>2</v></c></row>"))
        #expect(run.rows == [["1", "", ""]])
        #expect(run.faults == [SheetRun.Fault(row: 0, column: 16_383, code: .extraCell)])
        let header = WorkbookWriter("<row r=\"1\">\(text("XFD1", "a"))</row>")
        #expect(#expect(throws: WeirError.self) { try SheetRun.read(header) }?.code == .parseTooManyColumns)
    }

    @Test("what the dimension of a sheet says is not believed")
    func dimension() throws {
        for dimension in ["A1", "A1:XFD1048576", "A0:AZ48943", "nonsense"] {
            let part =
                "<worksheet><dimension ref=\"\(dimension)\"/><sheetData><row r=\"1\">\(text("A1", "a"))</row>"
                + "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>"
            let run = try SheetRun.read(WorkbookWriter([WorkbookWriter.Sheet("S", "", part: part)]))
            #expect(run.rows == [["1"]])
        }
    }

    @Test("header rows, preamble, comments, footer and a repeated header count rows of the sheet")
    func shape() throws {
        func row(_ number: Int, _ values: String...) -> String {
            "<row r=\"\(number)\">" + zip(["A", "B"], values).map { text("\($0)\(number)", $1) }.joined() + "</row>"
        }
        let book = WorkbookWriter(
            row(1, "Report") + row(3, "x", "y") + row(4, "1", "") + row(6, "# note") + row(7, "5", "6")
                + row(8, "7", "8")
                + row(9, "Total", "13"))
        let usual = try SheetRun.read(book) { $0.footerLines = 1 }
        #expect(usual.labels == ["Report"])
        let run = try SheetRun.read(book) {
            $0.dialect.headerRows = [3, 4]
            $0.dialect.commentRows = [6]
            $0.footerLines = 1
        }
        #expect(run.labels == ["x 1", "y"])
        #expect(run.rows == [["5", "6"], ["7", "8"]])
        #expect(run.prologue == "Report\n\nx,y\n1\n")
        #expect(run.epilogue == "Total,13\n")
        #expect(
            [run.skipped.preamble, run.skipped.header, run.skipped.blank, run.skipped.comment, run.skipped.footer] == [
                1, 2, 2, 1, 1,
            ])
        let behind = try SheetRun.read(book) { $0.preambleLines = 2 }
        #expect(behind.labels == ["x", "y"])
        #expect(behind.skipped.preamble == 2)
        let repeated = try SheetRun.read(
            WorkbookWriter(row(1, "a", "b") + row(2, "1", "2") + row(3, "a", "b") + row(4, "3", "4"))
        ) { $0.endAtRepeatedHeader = true }
        #expect(repeated.rows == [["1", "2"]])
        #expect(repeated.skipped.afterEnd == 2)
        let none = try SheetRun.read(WorkbookWriter(row(1, "a", "b") + row(2, "1"))) { $0.dialect.header = false }
        #expect(none.rows == [["a", "b"], ["1", ""]])
    }

    @Test("rows that are hidden are read, and what a row says of its cells is not believed")
    func hints() throws {
        let run = try SheetRun.read(
            table(
                "<row r=\"2\" hidden=\"1\" spans=\"1:1\"><c r=\"A2\"><v>1</v></c><c r=\"C2\"><v>2</v></c></row>"
                    + "<row r=\"3\" spans=\"1:99999999999\" ht=\"x\"><c r=\"B3\"><v>3</v></c></row>"))
        #expect(run.rows == [["1", "", "2"], ["", "3", ""]])
        #expect(run.faults.isEmpty)
    }

    @Test("how many shared strings there are is counted, not believed")
    func stringCounts() throws {
        for (count, index) in [("4294967295", 1), ("0", 1), ("-1", 0), ("x", 1)] {
            var book = WorkbookWriter("<row><c t=\"s\"><v>\(index)</v></c></row>")
            book.strings = "<si><t>a</t></si><si><t>b</t></si>"
            var entries = book.entries
            for place in entries.indices where entries[place].name.hasSuffix("sharedStrings.xml") {
                let text = String(decoding: entries[place].plain, as: UTF8.self)
                entries[place].plain = Array(
                    text.replacing("<sst ", with: "<sst count=\"\(count)\" uniqueCount=\"\(count)\" ").utf8)
            }
            let folder = try TemporaryFolder()
            try ZipWriter(entries).write(to: folder("a.xlsx"))
            #expect(
                try SheetRun.read(folder("a.xlsx")) { $0.dialect.header = false }.rows == [[index == 1 ? "b" : "a"]])
        }
    }

    @Test("a table that begins elsewhere has columns without a label before it; merged labels stand in the first cell")
    func elsewhere() throws {
        let run = try SheetRun.read(
            WorkbookWriter(
                "<row r=\"5\">\(text("C5", "x"))<c r=\"D5\"/>\(text("E5", "y"))</row><row r=\"6\"><c r=\"C6\"><v>1</v></c>"
                    + "<c r=\"D6\"><v>2</v></c><c r=\"E6\"><v>3</v></c></row>"))
        #expect(run.labels == ["", "", "x", "", "y"])
        #expect(run.rows == [["", "", "1", "2", "3"]])
        #expect(run.sheetRows == [6])
    }

    @Test("a sheet without rows has none, with and without a header")
    func empty() throws {
        for rows in ["", "<row r=\"4\"/>"] {
            let run = try SheetRun.read(WorkbookWriter(rows))
            #expect(run.rows.isEmpty && run.labels.isEmpty)
        }
        let header = try SheetRun.read(table(""))
        #expect(header.labels == ["a", "b", "c"] && header.rows.isEmpty)
        let open = try SheetRun.read(table("")) { $0.dialect.headerRows = [1, 3] }
        #expect(open.labels == ["a", "b", "c"] && open.rows.isEmpty)
    }

    @Test("a record that is longer than the limit is an issue, and the next one is read")
    func longRecord() throws {
        let long = String(repeating: "x", count: 300)
        let run = try SheetRun.read(
            table("<row r=\"2\">\(text("A2", long))\(text("B2", long))</row><row r=\"3\">\(text("A3", "y"))</row>"),
            limits: ParseLimits(recordBytes: 200))
        #expect(run.rows == [[], ["y", "", ""]])
        #expect(run.faults == [SheetRun.Fault(row: 0, column: -1, code: .recordTooLong)])
    }

    @Test("neither the chunks of the XML nor the size of a batch make a difference")
    func chunks() throws {
        var rows = ""
        for row in 2..<60 {
            rows += "<row r=\"\(row + row / 10)\"><c r=\"A\(row + row / 10)\" t=\"s\"><v>\(row % 4)</v></c>"
            rows +=
                "<c t=\"inlineStr\"><is><r><t>x&amp;</t></r><rPh><t>no</t></rPh><r><t xml:space=\"preserve\"> \(row)</t></r></is></c>"
            rows += row % 9 == 0 ? "<c t=\"e\"><v>#N/A</v></c><c><v>9</v></c></row>" : "<c><v>\(row)E-1</v></c></row>"
        }
        var book = table(rows)
        book.strings = "<si><t>a</t></si><si><t>b,c</t></si><si/><si><r><t>d</t></r></si>"
        let whole = try SheetRun.read(book)
        #expect(whole.rows.count == 58 && whole.faults.count == 6)
        for chunk in [1, 2, 3, 7, 50, 1000] {
            for batch in [1, 100, 1 << 20] {
                let cut = try SheetRun.read(book, chunk: chunk, limits: ParseLimits(batchBytes: batch)) {
                    $0.footerLines = 0
                }
                #expect(cut == whole, "chunks of \(chunk), batches of \(batch)")
            }
            let footer = try SheetRun.read(book, chunk: chunk, limits: ParseLimits(batchBytes: 1)) {
                $0.footerLines = 3
            }
            #expect(footer.rows == Array(whole.rows.dropLast(3)), "chunks of \(chunk)")
            #expect(footer.skipped.footer == 3)
        }
    }

    @Test(
        "a part that is no sheet, or no XML, ends the run",
        arguments: [
            "<chartsheet/>", "<worksheet><sheetData><row>", "<!DOCTYPE x><worksheet><sheetData/></worksheet>", "",
            "<worksheet></worksheet>", "<worksheet><sheetData/></worksheet><x/>",
        ])
    func badParts(part: String) {
        let book = WorkbookWriter([WorkbookWriter.Sheet("S", "", part: part)])
        let error = #expect(throws: WeirError.self) { try SheetRun.read(book) }
        #expect(error?.code == .parseBadXML || error?.code == .parseBadSheet)
    }

    @Test("of alternatives the plain one is taken, and extensions are left out")
    func alternatives() throws {
        let run = try SheetRun.read(
            table(
                "<mc:AlternateContent><mc:Choice Requires=\"x\"><row r=\"2\"><c><v>9</v></c></row></mc:Choice>"
                    + "<mc:Fallback><row r=\"2\"><c><v>1</v><extLst><ext><v>7</v></ext></extLst></c></row></mc:Fallback>"
                    + "</mc:AlternateContent><extLst><row r=\"3\"><c><v>8</v></c></row></extLst>"))
        #expect(run.rows == [["1", "", ""]])
    }
}
