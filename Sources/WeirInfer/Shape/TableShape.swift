/// What stands around the records of a table: preamble, comments, header rows and footer.
struct TableShape: Hashable {
    /// How many cells a record has.
    var width: Int
    /// Physical lines before the table.
    var preambleLines = 0
    /// Whether the first of them names the delimiter.
    private(set) var hasSeparatorLine = false
    /// What a comment line starts with, if there are any.
    var comment: String?
    /// The rows of the header as the dialect numbers them; empty: there is none.
    var headerRows: [Int] = [1]
    /// Lines behind the table.
    var footerLines = 0
    /// Why the first row is a header, or is none.
    var headerEvidence = ""

    /// Counts the line that names the delimiter, before all others.
    mutating func addSeparatorLine() {
        hasSeparatorLine = true
        preambleLines += 1
    }
}
