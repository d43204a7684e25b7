/// How delimited text is written: the settings of a CSV file in bytes.
struct CSVForm: Sendable {
    /// What stands between two cells.
    var delimiter = UInt8(ascii: ",")
    /// What encloses a cell that needs it.
    var quote = UInt8(ascii: "\"")
    /// What stands before a quote in a cell; `nil`: the quote is doubled.
    var escape: UInt8?
    /// Whether CRLF ends a row, and not LF.
    var endsWithCRLF = false
    /// What stands for a missing value; empty for an empty cell.
    var null: [UInt8] = []
    /// Whether the first line has the names of the columns.
    var hasHeader = true
    /// Whether a spreadsheet program opens the file: texts that it would take for formulas are marked as texts.
    var isForSpreadsheets = false

    /// What the file starts with, before its first line.
    var mark: [UInt8] { isForSpreadsheets ? [0xEF, 0xBB, 0xBF] : [] }

    /// Whether a spreadsheet program would take a text for a formula: one that starts with `=`, `+`, `-`, `@`, a tab or a
    /// carriage return (the list of OWASP).
    @inline(__always)
    func isFormula(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard isForSpreadsheets, let first = cell.first else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D, 0x0A: return true
        default: return false
        }
    }
}
