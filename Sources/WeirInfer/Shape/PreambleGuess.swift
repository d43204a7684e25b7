/// Where the table begins.
enum PreambleGuess {
    /// The first record of the table: one that is as wide as most, and followed by others that are.
    ///
    /// A title that a spreadsheet has padded with delimiters is as wide as a record, but has one cell that is not empty.
    static func firstRecord(of split: SplitText, width: Int) -> Int {
        guard width > 1 else { return 0 }
        let records = split.records
        var start = 0
        while start < records.count {
            let following = records[start...].prefix(4)
            let fitting = following.count { $0.cells.count == width }
            if records[start].cells.count == width, fitting * 2 >= following.count { break }
            start += 1
            if start > 100 { return 0 }
        }
        guard start < records.count else { return 0 }
        func filled(_ index: Int) -> Int {
            records[index].cells.count { CellKind(split.cell($0)) != .empty }
        }
        var title = start
        while width >= 3, title < min(start + 10, records.count - 1), filled(title) <= 1 { title += 1 }
        return filled(title) >= 2 ? title : start
    }
}
