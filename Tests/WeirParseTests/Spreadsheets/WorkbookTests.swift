import Foundation
import Testing
import WeirModel
import WeirTestKit
import WeirZip

@testable import WeirParse

@Suite("Workbooks")
struct WorkbookTests {
    private let folder: TemporaryFolder
    private var path: String { folder("a.xlsx") }
    private static let row = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"

    init() throws { folder = try TemporaryFolder() }

    private func entries(_ change: (inout [ZipWriter.Entry]) -> Void, of book: WorkbookWriter = WorkbookWriter(row))
        throws
        -> Workbook
    {
        var entries = book.entries
        change(&entries)
        try ZipWriter(entries).write(to: path)
        return try Workbook(path: path)
    }

    /// The first field of the first row of a sheet.
    private func first(_ choice: String? = nil) throws -> String? {
        try SheetRun.read(path, sheet: choice) { $0.dialect.header = false }.rows.first?.first
    }

    @Test("the first sheet that is shown is read; others by name, by name without case, and by number")
    func choice() throws {
        let names = ["Hidden", "Very", "March", "2", "'odd' & name"]
        let states = ["hidden", "veryHidden", nil, nil, nil]
        let sheets = zip(names, states).enumerated().map { index, pair in
            WorkbookWriter.Sheet(
                pair.0.replacingOccurrences(of: "&", with: "&amp;"), "<row><c><v>\(index)</v></c></row>", state: pair.1)
        }
        try WorkbookWriter(sheets).write(to: path)
        #expect(try first() == "2")
        for (choice, expected) in [
            ("Hidden", "0"), ("march", "2"), ("1", "0"), ("2", "3"), ("3", "2"), ("'odd' & name", "4"),
        ] {
            #expect(try first(choice) == expected)
        }
        for choice in ["6", "0", "-1", "nothing", ""] {
            let error = #expect(throws: WeirError.self) { try first(choice) }
            #expect(error?.code == .parseNoSheet)
            #expect(error?.hint?.contains("\"March\"") == true)
        }
    }

    @Test("sheets that are charts are no sheets, and one that is broken does not stand in the way of another")
    func otherSheets() throws {
        var book = WorkbookWriter([
            WorkbookWriter.Sheet("Chart", "", part: "<chartsheet/>"), WorkbookWriter.Sheet("Data", Self.row),
        ])
        book.relationshipBase = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let workbook = try entries(
            { entries in
                for index in entries.indices where entries[index].name == "xl/_rels/workbook.xml.rels" {
                    let text = String(decoding: entries[index].plain, as: UTF8.self)
                    let changed = text.replacingOccurrences(
                        of: "relationships/worksheet\" Target=\"worksheets/sheet1",
                        with: "relationships/chartsheet\" Target=\"worksheets/sheet1")
                    entries[index].plain = Array(changed.utf8)
                }
            }, of: book)
        #expect(workbook.sheets.map(\.name) == ["Data"])
        try WorkbookWriter([WorkbookWriter.Sheet("Bad", "", part: "no XML"), WorkbookWriter.Sheet("Good", Self.row)])
            .write(to: path)
        #expect(try first("Good") == "1")
    }

    @Test("the strict form, prefixes, other names, backslashes and capitals of parts make no difference")
    func forms() throws {
        var strict = WorkbookWriter(Self.row)
        strict.mainNamespace = "http://purl.oclc.org/ooxml/spreadsheetml/main"
        strict.relationshipBase = "http://purl.oclc.org/ooxml/officeDocument/relationships"
        try strict.write(to: path)
        #expect(try first() == "1")
        let changes: [[(String, String)]] = [
            [
                ("xl/workbook.xml", "wtf/Book7.xml"), ("xl/_rels/workbook.xml.rels", "wtf/_rels/Book7.xml.rels"),
                ("xl/worksheets/sheet1.xml", "wtf/worksheets/sheet1.xml"),
            ],
            [("xl/workbook.xml", "XL\\Workbook.xml"), ("xl/worksheets/sheet1.xml", "XL\\Worksheets\\SHEET1.xml")],
            [("xl/workbook.xml", "/xl/workbook.xml")],
        ]
        for (number, change) in changes.enumerated() {
            _ = try entries { entries in
                for index in entries.indices {
                    if let other = change.first(where: { $0.0 == entries[index].name }) {
                        entries[index].name = other.1
                    }
                    if number == 0, entries[index].name == "_rels/.rels" {
                        let text = String(decoding: entries[index].plain, as: UTF8.self)
                        entries[index].plain = Array(
                            text.replacingOccurrences(of: "xl/workbook", with: "./wtf/x/../Book7").utf8)
                    }
                }
            }
            #expect(try first() == "1")
        }
        let prefixed =
            "<x:worksheet xmlns:x=\"u\"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"
        try WorkbookWriter([WorkbookWriter.Sheet("S", "", part: prefixed)]).write(to: path)
        #expect(try first() == "1")
    }

    @Test("the system of dates is that of the workbook, not of an extension")
    func dateSystem() throws {
        for (properties, is1904) in [
            ("<workbookPr date1904=\"1\"/>", true), ("<workbookPr date1904=\"true\"/>", true), ("<workbookPr/>", false),
            ("<workbookPr date1904=\"0\"/>", false),
            ("<extLst><ext><workbookPr date1904=\"1\"/></ext></extLst>", false),
        ] {
            var book = WorkbookWriter(Self.row)
            book.properties = properties
            try book.write(to: path)
            #expect(try Workbook(path: path).is1904 == is1904)
        }
    }

    @Test("parts in UTF-16, or with a byte order mark, are read")
    func encodings() throws {
        for isBigEndian in [true, false] {
            var book = WorkbookWriter("<row><c t=\"s\"><v>0</v></c></row>")
            book.strings = "<si><t>\u{20AC} \u{1F600}</t></si>"
            _ = try entries(
                { entries in
                    for index in entries.indices where !entries[index].name.contains("sheet1") {
                        let text = String(decoding: entries[index].plain, as: UTF8.self)
                            .replacingOccurrences(of: "UTF-8", with: "UTF-16")
                        entries[index].plain =
                            (isBigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE])
                            + text.utf16.flatMap { unit in
                                let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
                                return isBigEndian ? [high, low] : [low, high]
                            }
                    }
                }, of: book)
            #expect(try first() == "\u{20AC} \u{1F600}")
        }
    }

    @Test("parts that are not needed may be absent; those that are must be there")
    func missing() throws {
        _ = try entries { $0.removeAll { $0.name == "_rels/.rels" } }
        #expect(try first() == "1")
        for name in ["xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"] {
            let workbook = try entries { $0.removeAll { $0.name == name } }
            let error = #expect(throws: WeirError.self) { try workbook.place(of: workbook.sheet(nil)) }
            #expect(error?.code == .parseBadWorkbook)
        }
        let error = #expect(throws: WeirError.self) { try entries { $0.removeAll { $0.name == "xl/workbook.xml" } } }
        #expect(error?.code == .parseBadWorkbook)
    }

    @Test("a part that is there twice is refused where it is needed")
    func duplicates() throws {
        let error = #expect(throws: WeirError.self) {
            try entries { $0.append(ZipWriter.Entry("XL/workbook.xml", "<workbook/>")) }
        }
        #expect(error?.code == .zipDuplicate)
    }

    @Test("a file that is something else is refused by what it is")
    func foreign() throws {
        var encrypted = [UInt8](repeating: 0, count: 2048)
        encrypted.replaceSubrange(0..<8, with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
        encrypted[30] = 9
        var legacy = encrypted
        for (index, unit) in "EncryptedPackage".utf16.enumerated() { encrypted[512 + 2 * index] = UInt8(unit) }
        for (index, unit) in "Workbook".utf16.enumerated() { legacy[512 + 2 * index] = UInt8(unit) }
        let cases: [([UInt8], String)] = [
            (encrypted, "password"), (legacy, ".xls"), (Array("<html><table>".utf8), "HTML"),
            (Array("\n<!DOCTYPE html><html>".utf8), "HTML"), (Array("a,b\n1,2\n".utf8), "CSV"), ([], "empty"),
            (
                Array("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>".utf8),
                "2003"
            ),
            ([0x09, 0x08, 0x10, 0x00, 0x00, 0x06], ".xls"), ([0x50, 0x4B, 0x03, 0x04, 20, 0], "cut off"),
            (ZipWriter([ZipWriter.Entry("mimetype", "x"), ZipWriter.Entry("content.xml", "x")]).bytes, ".ods"),
            (ZipWriter([ZipWriter.Entry("xl/workbook.bin", "x")]).bytes, ".xlsb"),
            (ZipWriter([ZipWriter.Entry("word/document.xml", "x")]).bytes, ".docx"),
            (ZipWriter([ZipWriter.Entry("a.csv", "x")]).bytes, "without a workbook"), ([0, 1, 2, 3], "something else"),
        ]
        for (bytes, word) in cases {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            let error = #expect(throws: WeirError.self) { try Workbook(path: path) }
            #expect(error?.code == .parseNotWorkbook)
            #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
        }
    }
}
