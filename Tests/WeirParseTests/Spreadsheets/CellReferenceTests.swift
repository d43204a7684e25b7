import Testing
import WeirModel

@testable import WeirParse

@Suite("Places of cells")
struct CellReferenceTests {
    private func read(_ text: String) -> CellReference? {
        Array(text.utf8).withUnsafeBufferPointer { CellReference($0) }
    }

    @Test("every column has a name that leads back to it")
    func columns() {
        for column in stride(from: 0, to: CellReference.mostColumns, by: 13) {
            let found = read(Issue.cellName(column: column, row: 17))
            #expect(found?.column == column && found?.row == 17)
        }
        #expect(Issue.cellName(column: 16_383, row: 1_048_576) == "XFD1048576")
        #expect(read("aa7")?.column == 26)
    }

    @Test(
        "what is no place",
        arguments: [
            "", "A", "1", "A0", "A01", "XFE1", "A1048577", "ZZZZZZZ99999999999", "$A$1", "A1:B2", "A-1", "A1 ", " A1",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1", "A99999999999999999999999999999", "Ä1",
        ])
    func none(text: String) {
        #expect(read(text) == nil)
    }

    @Test("a place is named as a formula would name it")
    func places() {
        var issue = Issue(
            severity: .error, code: .typeError, message: "", source: "a.xlsx", rowNumber: 2, line: 3, byteOffset: 0)
        #expect(issue.sheetPlace == nil)
        issue.sheet = "Sheet1"
        #expect(issue.sheetPlace == "Sheet1!A3")
        issue.cell = "C3"
        #expect(issue.sheetPlace == "Sheet1!C3")
        issue.sheet = "It's March"
        #expect(issue.sheetPlace == "'It''s March'!C3")
    }
}
