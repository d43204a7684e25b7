/// Whether the first rows of a table are labels.
///
/// A column of numbers or dates votes for a header if the first row has something else there, and against one if it
/// has not. A column of texts votes against it if the first cell occurs again below, and for it if the texts below occur
/// again and again and the first one does not. Without a vote, a row of distinct texts is taken for a header, as most
/// files have one; that it is no more than that is said.
struct HeaderGuess {
    /// How many header rows there are.
    private(set) var rows = 0
    /// Why, for a comment.
    private(set) var evidence = ""

    private let split: SplitText
    private let records: ArraySlice<SplitText.Record>
    private let width: Int

    /// Looks at the records of a table.
    init(_ split: SplitText, from first: Int, width: Int) {
        self.split = split
        self.width = width
        records = split.records.dropFirst(first).prefix(2000)
        guard let top = records.first else { return }
        let votes = self.votes(of: top, against: records.dropFirst())
        if votes.against > votes.for {
            let place = Counted.of(votes.against, "column")
            evidence = "the first row is data: it fits what stands below in \(place)"
            return
        }
        if votes.for == votes.against, !looksLikeLabels(top) {
            evidence = "the first row is data: it has empty or equal cells, or numbers"
            return
        }
        rows = 1
        evidence =
            votes.for > 0
            ? "the first row differs from what stands below in \(Counted.of(votes.for, "column"))"
            : records.count == 1
                ? "the only row is taken for labels"
                : "the first row is taken for labels, as most files have them, but nothing in the table says so: if it is "
                    + "data, set header to false"
        while rows < 3, records.count > rows + 1, continues() { rows += 1 }
        if rows > 1 { evidence = "the first \(rows) rows differ from what stands below" }
    }

    private func kind(_ record: SplitText.Record, _ column: Int) -> CellKind {
        column < record.cells.count ? CellKind(split.cell(record.cells[column])) : .empty
    }

    /// What most of the cells of a column that are not empty look like.
    private func kind(ofColumn column: Int, in rows: some Collection<SplitText.Record>) -> CellKind {
        var (typed, other) = ([0, 0], 0)
        for record in rows {
            switch kind(record, column) {
            case .number: typed[0] += 1
            case .temporal: typed[1] += 1
            case .text, .odd: other += 1
            case .empty: break
            }
        }
        let sum = typed[0] + typed[1] + other
        guard sum > 0 else { return .empty }
        if (typed[0] + typed[1]) * 2 > sum { return typed[0] >= typed[1] ? .number : .temporal }
        return .text
    }

    private func votes(
        of top: SplitText.Record, against rows: some Collection<SplitText.Record>
    ) -> (for: Int, against: Int) {
        var votes = (for: 0, against: 0)
        let isSeries = labelsAreASeries(top)
        for column in 0..<min(width, 200) {
            let label = kind(top, column)
            let below = kind(ofColumn: column, in: rows)
            if below.isTyped {
                if label.isTyped {
                    if !isSeries { votes.against += 1 }
                } else if label != .empty, !Self.isMissing(text(top, column)) {
                    votes.for += 1
                }
            } else if label == .text, below == .text {
                let wanted = text(top, column)
                if rows.contains(where: { text($0, column).elementsEqual(wanted) }) {
                    votes.against += 1
                } else if hasFewTexts(column, in: rows) {
                    votes.for += 1
                }
            }
        }
        return votes
    }

    /// Whether the texts of a column occur four times each or more often, on average.
    private func hasFewTexts(_ column: Int, in rows: some Collection<SplitText.Record>) -> Bool {
        guard rows.count >= 8 else { return false }
        var seen: Set<[UInt8]> = []
        for row in rows {
            seen.insert(Array(text(row, column)))
            if seen.count * 4 > rows.count { return false }
        }
        return true
    }

    /// Whether the row, behind its first label, is a series of years or other ascending numbers.
    private func labelsAreASeries(_ top: SplitText.Record) -> Bool {
        let numbers = top.cells.indices.compactMap { index in
            Int(String(decoding: split.cell(top.cells[index]), as: UTF8.self))
        }
        guard numbers.count >= 3, kind(top, 0) == .text || kind(top, 0) == .empty else { return false }
        return zip(numbers, numbers.dropFirst()).allSatisfy { $1.subtractingReportingOverflow($0).partialValue == 1 }
    }

    /// Whether the next row is one more row of labels: nothing in it fits the columns below.
    private func continues() -> Bool {
        let next = records[records.startIndex + rows]
        let below = records.dropFirst(rows + 1)
        var (fits, differs) = (0, 0)
        for column in 0..<min(width, 200) where kind(ofColumn: column, in: below).isTyped {
            let label = kind(next, column)
            if label.isTyped {
                fits += 1
            } else if label != .empty, !Self.isMissing(text(next, column)) {
                differs += 1
            }
        }
        return fits == 0 && differs >= 2
    }

    private func looksLikeLabels(_ top: SplitText.Record) -> Bool {
        var seen: Set<[UInt8]> = []
        var blanks = 0
        for column in 0..<width {
            switch kind(top, column) {
            case .empty: blanks += 1
            case .text, .odd: if !seen.insert(Array(text(top, column))).inserted { return false }
            case .number, .temporal: return labelsAreASeries(top)
            }
        }
        return blanks * 3 <= width
    }

    private func text(_ record: SplitText.Record, _ column: Int) -> ArraySlice<UInt8> {
        column < record.cells.count ? split.cell(record.cells[column]) : []
    }

    private static func isMissing(_ text: ArraySlice<UInt8>) -> Bool {
        MissingTexts.all.contains(String(decoding: text, as: UTF8.self))
    }
}
