import WeirParse

/// How well a dialect explains a text: the product of how alike its records are and how much its cells look like values.
///
/// The measure follows Gerrit van den Burg, Alfredo Nazábal and Charles Sutton, "Wrangling messy CSV files by detecting
/// row and type patterns" (2019), with the width of a record as its pattern.
struct DialectScore {
    /// The dialect.
    let dialect: Dialect
    /// How many cells most records have.
    private(set) var width = 1
    /// How many records have that many.
    private(set) var matching = 0
    /// How many records there are.
    private(set) var records = 0
    /// The share of cells that look like numbers, dates or times.
    private(set) var typedShare = 0.0
    /// The score, from 0 to 1.
    private(set) var value = 0.0

    /// Rates a dialect.
    init(_ texts: [[UInt8]], dialect: Dialect, weight: Double) {
        self.dialect = dialect
        let splits = Self.split(texts, dialect)
        var counts: [Int: Int] = [:]
        for split in splits { for record in split.records { counts[record.cells.count, default: 0] += 1 } }
        guard let most = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return }
        width = most.key
        var tally = Tally()
        for (index, split) in splits.enumerated() {
            // What stands before the table says little about the dialect.
            let lead = index == 0 ? min(split.records.prefix { $0.cells.count != width }.count, 100) : 0
            for record in split.records.dropFirst(lead) { tally.add(record, of: split, width: width) }
        }
        matching = most.value
        records = counts.values.reduce(0, +)
        typedShare = tally.cells > 0 ? Double(tally.typed) / Double(tally.cells) : 0
        value = tally.score(width: width) * weight
    }

    private static func split(_ texts: [[UInt8]], _ dialect: Dialect) -> [SplitText] {
        var width: Int?
        return texts.enumerated().map { index, text in
            var split = SplitText(text, dialect: dialect, width: width)
            if index == 0 {
                var counts: [Int: Int] = [:]
                for record in split.records { counts[record.cells.count, default: 0] += 1 }
                width = counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
                // A title above the table is no measure of it.
                if let width, split.records.first?.cells.count != width {
                    split = SplitText(text, dialect: dialect, width: width)
                }
            }
            return split
        }
    }
}

extension DialectScore {
    /// What is counted.
    private struct Tally {
        var records = 0
        var matching = 0
        var faulty = 0
        var cells = 0
        var typed = 0
        var odd = 0

        mutating func add(_ record: SplitText.Record, of split: SplitText, width: Int) {
            records += 1
            if record.cells.count == width { matching += 1 }
            if record.isFaulty { faulty += 1 }
            for cell in record.cells {
                cells += 1
                switch CellKind(split.cell(cell)) {
                case .number, .temporal: typed += 1
                case .odd: odd += 1
                case .empty, .text: break
                }
            }
        }

        func score(width: Int) -> Double {
            guard records > 0, cells > 0 else { return 0 }
            let consistency = Double(matching) / Double(records)
            let sound = 1 - Double(faulty) / Double(records)
            let clean = 1 - 0.8 * Double(odd) / Double(cells)
            let typedShare = Double(typed) / Double(cells)
            // A single column is right only if nothing else is: unless its cells are values as they stand.
            let breadth = width > 1 ? Double(width - 1) / Double(width) : 0.1 + 0.32 * typedShare
            return consistency * consistency * sound * clean * breadth * (0.9 + 0.1 * typedShare)
        }
    }
}
