import Testing
import WeirModel
import WeirTestKit

@testable import WeirParse

@Suite("Cells of sheets")
struct SheetCellTests {
    private static let strings =
        "<si><t>plain</t></si><si><t> trimmed </t></si><si><t xml:space=\"preserve\"> kept </t></si>"
        + "<si><r><t>ri</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\">ch </t></r><r><t>x</t></r></si>"
        + "<si><t>phon</t><rPh sb=\"0\" eb=\"1\"><t>NO</t></rPh><phoneticPr fontId=\"1\"/></si>"
        + "<si/><si><t/></si><si><t>mixed</t><r><t>run</t></r></si><si><t>_x000D_&#10;a</t></si>"
        + "<si><t>a\r\nb\rc</t></si><si><t><![CDATA[<c>]]> &amp; d</t></si>"
    private static let styles =
        "<numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/><numFmt numFmtId=\"165\" formatCode=\"[h]:mm:ss\"/>"
        + "<numFmt numFmtId=\"15\" formatCode=\"0.00\"/><numFmt numFmtId=\"166\" formatCode=\"&quot;d&quot;0\"/><numFmt numFmtId=\"167\" formatCode=\"00000;@\"/></numFmts>"
        + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
        + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"22\"/><xf numFmtId=\"21\"/><xf numFmtId=\"165\"/>"
        + "<xf numFmtId=\"166\"/><xf numFmtId=\"9\"/><xf numFmtId=\"167\"/>"
        + "<xf numFmtId=\"14\" applyNumberFormat=\"0\"/><xf numFmtId=\"15\"/><xf numFmtId=\"99999999999999999999\"/>"
        + "</cellXfs>"

    /// Reads one cell; what it is worth and what is wrong with it.
    private func read(_ cell: String, is1904: Bool = false) throws -> (value: String?, code: IssueCode?) {
        var book = WorkbookWriter("<row r=\"1\"><c r=\"A1\"><v>0</v></c>\(cell)</row>")
        book.strings = Self.strings
        book.styles = Self.styles
        if is1904 { book.properties = "<workbookPr date1904=\"1\"/>" }
        let run = try SheetRun.read(book, expectedFields: 2) { $0.dialect.header = false }
        #expect(run.faults.count < 2)
        return (run.rows.first?[1], run.faults.first?.code)
    }

    @Test(
        "values",
        arguments: [
            ("<c><v>42</v></c>", "42"), ("<c t=\"n\"><v> 1.50 </v></c>", "1.5"), ("<c t=\"\"><v>1</v></c>", "1"),
            ("<c s=\"\"><v>1</v></c>", "1"), ("<c s=\"99\"><v>1</v></c>", "1"), ("<c s=\"6\"><v>0.12</v></c>", "0.12"),
            ("<c s=\"5\"><v>3</v></c>", "3"), ("<c/>", ""), ("<c></c>", ""), ("<c><v/></c>", ""),
            ("<c><v></v></c>", ""),
            ("<c t=\"s\"><v>0</v></c>", "plain"), ("<c t=\"s\"><v> 0\n</v></c>", "plain"),
            ("<c t=\"s\"><v>1</v></c>", "trimmed"),
            ("<c t=\"s\"><v>2</v></c>", " kept "), ("<c t=\"s\"><v>3</v></c>", "rich x"),
            ("<c t=\"s\"><v>4</v></c>", "phon"),
            ("<c t=\"s\"><v>5</v></c>", ""), ("<c t=\"s\"><v>6</v></c>", ""), ("<c t=\"s\"><v>7</v></c>", "mixedrun"),
            ("<c t=\"s\"><v>8</v></c>", "\r\na"), ("<c t=\"s\"><v>9</v></c>", "a\nb\nc"),
            ("<c t=\"s\"><v>10</v></c>", "<c> & d"),
            ("<c t=\"str\"><f>A1</f><v> a&lt;b _x0041_</v></c>", " a<b A"), ("<c t=\"str\"><f>A1</f><v></v></c>", ""),
            ("<c t=\"inlineStr\"><is><t>in, \"line\"</t></is></c>", "in, \"line\""),
            ("<c t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r></is><v>7</v></c>", "ab"),
            ("<c t=\"inlineStr\"><is/></c>", ""), ("<c t=\"b\"><v>1</v></c>", "true"),
            ("<c t=\"b\"><v>0</v></c>", "false"),
            ("<c t=\"b\"><v>true</v></c>", "true"), ("<c t=\"b\"><v>false</v></c>", "false"),
            ("<c t=\"d\"><v>2024-02-29T12:00:00</v></c>", "2024-02-29T12:00:00"),
            ("<c t=\"d\" s=\"1\"><v>2024-02-29T00:00:00</v></c>", "2024-02-29"),
            ("<c t=\"d\"><v>2024-02-29T12:00:00Z</v></c>", "2024-02-29T12:00:00Z"),
            ("<c s=\"1\"><v>45351</v></c>", "2024-02-29"),
            ("<c s=\"2\"><v>45351.5</v></c>", "2024-02-29T12:00:00"), ("<c s=\"3\"><v>0.5</v></c>", "12:00:00"),
            ("<c s=\"4\"><v>1.5</v></c>", "36:00:00"), ("<c><f>1+1</f><v>2</v></c>", "2"),
            ("<c><!-- x --><v>1<!-- y -->2</v></c>", "12"), ("<x:c xmlns:x=\"u\"><x:v>5</x:v></x:c>", "5"),
            ("<c s=\"7\"><v>1067</v></c>", "01067"), ("<c s=\"7\"><v>-7</v></c>", "-00007"),
            ("<c s=\"7\"><v>1.5</v></c>", "1.5"), ("<c s=\"7\"><v>123456</v></c>", "123456"),
            ("<c s=\"7\" t=\"str\"><v>7</v></c>", "7"), ("<c s=\"7\"/>", ""),
            ("<c t=\"str\"><v>1\r\n2</v></c>", "1\n2"), ("<c><v>1E-3</v></c>", "0.001"),
            ("<c t=\"inlineStr\"><is><t><![CDATA[a <b> & c]]></t></is></c>", "a <b> & c"),
            ("<c t=\"inlineStr\"><is><t>a</t><rPh sb=\"0\" eb=\"1\"><t>NO</t></rPh></is></c>", "a"),
            ("<c><v>2</v><f>1+1</f></c>", "2"), ("<c><extra><v>9</v></extra><v>2</v></c>", "2"),
            ("<c><f t=\"shared\" si=\"4294967295\" ref=\"A1:XFD1048576\"/><v>2</v></c>", "2"),
            ("<c s=\"4294967295\"><v>1</v></c>", "1"), ("<c s=\"x\"><v>1</v></c>", "1"),
            ("<c s=\"8\"><v>45351</v></c>", "2024-02-29"), ("<c s=\"9\"><v>45351</v></c>", "45351"),
            ("<c s=\"10\"><v>45351</v></c>", "45351"),
        ])
    func values(cell: String, expected: String) throws {
        let found = try read(cell)
        #expect(found.value == expected)
        #expect(found.code == nil)
    }

    @Test(
        "what is wrong with a cell is told, and its text stands in the field",
        arguments: [
            ("<c t=\"e\"><v>#N/A</v></c>", "#N/A", IssueCode.cellError),
            ("<c t=\"e\"><v>#SPILL!</v></c>", "#SPILL!", .cellError),
            ("<c><f>1+1</f></c>", "", .formulaWithoutValue), ("<c><f>1+1</f><v></v></c>", "", .formulaWithoutValue),
            ("<c t=\"s\"><v>11</v></c>", "11", .cellUnreadable),
            ("<c t=\"s\"><v>4000000000</v></c>", "4000000000", .cellUnreadable),
            ("<c t=\"s\"><v>-1</v></c>", "-1", .cellUnreadable), ("<c t=\"s\"><v>x</v></c>", "x", .cellUnreadable),
            ("<c t=\"s\"><v>99999999999999999999</v></c>", "99999999999999999999", .cellUnreadable),
            ("<c><v>abc</v></c>", "abc", .cellUnreadable), ("<c><v>1e309</v></c>", "1e309", .cellUnreadable),
            ("<c><v>1,5</v></c>", "1,5", .cellUnreadable), ("<c t=\"b\"><v>2</v></c>", "2", .cellUnreadable),
            ("<c t=\"zz\"><v>1</v></c>", "1", .cellUnreadable), ("<c s=\"1\"><v>-1</v></c>", "-1", .cellUnreadable),
            ("<c s=\"1\"><v>2958466</v></c>", "2958466", .cellUnreadable),
        ])
    func faults(cell: String, expected: String, code: IssueCode) throws {
        let found = try read(cell)
        #expect(found.value == expected)
        #expect(found.code == code)
    }

    @Test("the workbook says which system its dates have")
    func system1904() throws {
        #expect(try read("<c s=\"1\"><v>43889</v></c>", is1904: true).value == "2024-02-29")
        #expect(try read("<c s=\"1\"><v>-1</v></c>", is1904: true).value == "1903-12-31")
    }

    @Test("a shared string that is not UTF-8 is an issue of each cell that shows it")
    func misencoded() throws {
        var book = WorkbookWriter("<row r=\"1\"><c t=\"s\"><v>0</v></c></row><row><c t=\"s\"><v>1</v></c></row>")
        var part = Array("<sst><si><t>a".utf8)
        part += [0xFF]
        part += Array("</t></si><si><t>b</t></si></sst>".utf8)
        book.strings = ""
        var entries = book.entries
        for index in entries.indices where entries[index].name.hasSuffix("sharedStrings.xml") {
            entries[index].plain = part
        }
        let folder = try TemporaryFolder()
        try ZipWriter(entries).write(to: folder("a.xlsx"))
        let run = try SheetRun.read(folder("a.xlsx")) { $0.dialect.header = false }
        #expect(run.faults == [SheetRun.Fault(row: 0, column: 0, code: .encodingError)])
        #expect(run.rows.count == 2)
    }

    @Test("a text longer than any spreadsheet writes one is read whole, up to the longest record")
    func longText() throws {
        let text = String(repeating: "x\u{1F600}", count: 20_000)
        #expect(text.utf16.count > 32_767)
        for cell in ["<c t=\"inlineStr\"><is><t>\(text)</t></is></c>", "<c t=\"str\"><v>\(text)</v></c>"] {
            #expect(try read(cell).value == text)
        }
    }
}
