/// How many lines at the end of an input are no records.
///
/// A footer line is narrower than a record and has one cell at most that is not empty, or it is a sum: a word such as
/// "Total" in a column of numbers or dates.
enum FooterGuess {
    /// The most lines that are looked at.
    static let mostLines = 20
    /// What a line of sums begins with, in lower case.
    static let words = ["total", "sum", "grand total", "summe", "gesamt", "suma", "totale", "somme"]

    /// The number of footer lines; blank ones do not count.
    ///
    /// - Parameter split: the end of the input.
    static func lines(in split: SplitText, width: Int, comment: String?) -> Int {
        guard width > 1 else { return 0 }
        var count = 0
        var lines = 0
        let records = split.records
        while count < min(mostLines, records.count - 1) {
            let index = records.count - 1 - count
            let record = records[index]
            if let comment, split.bytes[record.range].starts(with: comment.utf8) { break }
            guard isNote(record, split, width) || isSum(record, split, above: index) else { break }
            let text = split.bytes[record.range]
            lines += text.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).count
            count += 1
        }
        // A table that is all footer is a table that was not understood.
        return count * 2 > records.count ? 0 : lines
    }

    private static func isNote(_ record: SplitText.Record, _ split: SplitText, _ width: Int) -> Bool {
        guard record.cells.count < width else { return false }
        let kinds = record.cells.map { CellKind(split.cell($0)) }.filter { $0 != .empty }
        // A lone number is what is left of a record when a file was cut off.
        return kinds.isEmpty || kinds == [.text]
    }

    private static func isSum(_ record: SplitText.Record, _ split: SplitText, above index: Int) -> Bool {
        guard index > 2, let first = record.cells.first else { return false }
        let text = String(decoding: split.cell(first), as: UTF8.self).lowercased()
        guard words.contains(where: { text == $0 || text.hasPrefix($0 + " ") || text.hasPrefix($0 + ":") }) else {
            return false
        }
        let above = split.records[max(index - 20, 1)..<index]
        return above.allSatisfy { record in
            record.cells.first.map { CellKind(split.cell($0)).isTyped } ?? false
        }
    }
}
