import Testing
import WeirModel
import WeirTestKit

@testable import WeirParse

/// How the parts of a workbook are found, whatever they are called and wherever they stand.
@Suite("Links between the parts of workbooks")
struct WorkbookLinkTests {
    private static let sheetPart = "xl/worksheets/sheet1.xml"
    private static let stringsPart = "xl/sharedStrings.xml"

    /// A workbook whose only cell is a shared string.
    private func book() -> WorkbookWriter {
        var book = WorkbookWriter("<row><c t=\"s\"><v>0</v></c></row>")
        book.strings = "<si><t>one</t></si>"
        return book
    }

    /// The first cell of a workbook, whose parts are changed first.
    private func first(
        of book: WorkbookWriter, changing change: (inout [ZipWriter.Entry]) -> Void
    ) throws -> SheetRun {
        var entries = book.entries
        change(&entries)
        let folder = try TemporaryFolder()
        try ZipWriter(entries).write(to: folder("a.xlsx"))
        return try SheetRun.read(folder("a.xlsx")) { $0.dialect.header = false }
    }

    /// Replaces a text in a part.
    private func replace(_ old: String, by new: String, in part: String, of entries: inout [ZipWriter.Entry]) {
        for index in entries.indices where entries[index].name == part {
            let text = String(decoding: entries[index].plain, as: UTF8.self)
            #expect(text.contains(old))
            entries[index].plain = Array(text.replacing(old, with: new).utf8)
        }
    }

    @Test("the shared strings may stand first or last in the archive, and have any name")
    func places() throws {
        let moved = try first(of: book()) { entries in
            let place = entries.firstIndex { $0.name == Self.stringsPart } ?? 0
            entries.insert(entries.remove(at: place), at: 0)
        }
        #expect(moved.rows == [["one"]])
        let last = try first(of: book()) { entries in
            let place = entries.firstIndex { $0.name == Self.stringsPart } ?? 0
            entries.append(entries.remove(at: place))
        }
        #expect(last.rows == [["one"]])
        let renamed = try first(of: book()) { entries in
            for index in entries.indices where entries[index].name == Self.stringsPart {
                entries[index].name = "strange/texts.bin.xml"
            }
            replace(
                "Target=\"sharedStrings.xml\"", by: "Target=\"../strange/texts.bin.xml\"",
                in: "xl/_rels/workbook.xml.rels", of: &entries)
        }
        #expect(renamed.rows == [["one"]])
    }

    @Test("where the shared strings are not there, or no link leads to them, the cells that want them are issues")
    func withoutStrings() throws {
        let fault = SheetRun.Fault(row: 0, column: 0, code: .cellUnreadable)
        let absent = try first(of: book()) { $0.removeAll { $0.name == Self.stringsPart } }
        #expect(absent.rows == [["0"]] && absent.faults == [fault])
        let unlinked = try first(of: book()) {
            replace("/sharedStrings\"", by: "/other\"", in: "xl/_rels/workbook.xml.rels", of: &$0)
        }
        #expect(unlinked.rows == [["0"]] && unlinked.faults == [fault])
    }

    @Test("a link may start at the top of the package, and have any prefix")
    func forms() throws {
        let absolute = try first(of: book()) {
            replace("Target=\"worksheets/", by: "Target=\"/xl/worksheets/", in: "xl/_rels/workbook.xml.rels", of: &$0)
        }
        #expect(absolute.rows == [["one"]])
        let prefixed = try first(of: book()) {
            replace(" r:id=", by: " d3p1:id=", in: "xl/workbook.xml", of: &$0)
        }
        #expect(prefixed.rows == [["one"]])
    }

    @Test("what is outside of the package is never asked for")
    func external() throws {
        let error = #expect(throws: WeirError.self) {
            try first(of: book()) {
                replace(
                    "Target=\"worksheets/sheet1.xml\"", by: "Target=\"file:///etc/passwd\" TargetMode=\"External\"",
                    in: "xl/_rels/workbook.xml.rels", of: &$0)
            }
        }
        #expect(error?.code == .parseBadWorkbook)
    }

    @Test("what the list of types says does not matter, and neither does a state that nobody knows")
    func leniency() throws {
        let types = try first(of: book()) { $0.insert(ZipWriter.Entry("[Content_Types].xml", "<broken"), at: 0) }
        #expect(types.rows == [["one"]])
        let state = try first(of: book()) {
            replace("sheetId=\"1\"", by: "sheetId=\"4294967295\" state=\"folded\"", in: "xl/workbook.xml", of: &$0)
        }
        #expect(state.rows == [["one"]])
    }

    @Test("sheets come in the order in which the workbook names them, not in that of their numbers or files")
    func order() throws {
        var entries = WorkbookWriter([
            WorkbookWriter.Sheet("B", "<row><c><v>1</v></c></row>"),
            WorkbookWriter.Sheet("A", "<row><c><v>2</v></c></row>"),
        ]).entries
        replace("sheetId=\"1\"", by: "sheetId=\"9\"", in: "xl/workbook.xml", of: &entries)
        entries.reverse()
        let folder = try TemporaryFolder()
        try ZipWriter(entries).write(to: folder("a.xlsx"))
        #expect(try Workbook(path: folder("a.xlsx")).sheets.map(\.name) == ["B", "A"])
        #expect(try SheetRun.read(folder("a.xlsx")) { $0.dialect.header = false }.rows == [["1"]])
    }

    @Test("a broken link list is an error, and a sheet whose link leads nowhere too")
    func broken() throws {
        let broken = #expect(throws: WeirError.self) {
            try first(of: book()) {
                replace("<Relationship ", by: "<Relationship <", in: "xl/_rels/workbook.xml.rels", of: &$0)
            }
        }
        #expect(broken?.code == .parseBadXML)
        let dangling = #expect(throws: WeirError.self) {
            try first(of: book()) { replace("sheet1.xml", by: "sheet7.xml", in: "xl/_rels/workbook.xml.rels", of: &$0) }
        }
        #expect(dangling?.code == .parseBadWorkbook)
    }
}
