internal import WeirModel

/// One physical line read as a record in the way that gives the wanted number of cells with the fewest faults.
///
/// Where a cell begins with a quote there is a choice: the quote encloses the cell, or it is a stray one and part of
/// the text. Inside quotes, each quote that could close the cell may also be text. A cell in which a quote is text is
/// a fault, however many such quotes it has; between two readings with as many faults, the one that takes the first
/// quote as enclosing the cell wins. The readings are compared by dynamic programming over the places where a cell can begin and the number of cells before it, so
/// the work is bounded by the line's delimiters times its quotes times the width; a line beyond `workLimit` is read
/// with all its stray quotes as text.
struct LineReading {
    /// The first byte of each field's text.
    private(set) var starts: [UInt32] = []
    /// The end of each field's text, with `GeneralLayout.needsUnescape`.
    private(set) var ends: [UInt32] = []
    /// The first quote that is read as text.
    private(set) var fault: RecordReader.QuoteFault?

    /// The steps after which the cheapest reading is taken instead of the best one.
    static let workLimit = 1 << 18

    /// Whether the line has that many cells; any number will do if it is not known.
    func hasWidth(_ width: Int?) -> Bool { width == nil || width == starts.count }

    /// Reads the line in `range`, its line end left out.
    static func best(
        _ text: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        dialect: Dialect,
        width: Int?
    ) -> LineReading {
        var search = Search(text: text, range: range, dialect: dialect, width: width)
        return search.run()
    }

    /// Whether the line in `range` is a record of that width without any quote out of place.
    static func isRecord(
        _ text: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        dialect: Dialect,
        width: Int
    ) -> Bool {
        guard !range.isEmpty else { return false }
        let reading = best(text, range, dialect: dialect, width: width)
        guard reading.fault == nil, reading.hasWidth(width) else { return false }
        guard let quote = dialect.quote else { return true }
        // A quote in the middle of an unquoted cell is no fault, but it is no sign of a whole record either.
        for (start, end) in zip(reading.starts, reading.ends) {
            let cell = Int(start)..<Int(end & ~GeneralLayout.needsUnescape)
            let isQuoted = cell.lowerBound > range.lowerBound && text[cell.lowerBound - 1] == quote
            if !isQuoted && cell.contains(where: { text[$0] == quote }) { return false }
        }
        return true
    }

    fileprivate mutating func add(_ cell: Search.Cell) {
        if fault == nil, let position = cell.faultPosition {
            fault = RecordReader.QuoteFault(column: starts.count, position: position)
        }
        starts.append(UInt32(truncatingIfNeeded: cell.range.lowerBound))
        ends.append(
            UInt32(truncatingIfNeeded: cell.range.upperBound) | (cell.needsUnescape ? GeneralLayout.needsUnescape : 0))
    }
}

extension LineReading {
    /// The search for the best reading.
    fileprivate struct Search {
        /// A way to read the cell that begins at one place.
        struct Cell {
            var range: Range<Int>
            var needsUnescape: Bool
            var faults: Int
            var faultPosition: Int?
            /// Where the next cell begins; `nil`: the line ends.
            var next: Int?
        }

        /// The best way found to a place: how many faults, and the last cell of it.
        struct Step {
            var faults: Int
            var cell: Cell
            var previous: Key?
        }

        /// A place where a cell can begin (or the end of the line) and the number of cells before it.
        struct Key: Hashable {
            var position: Int
            var cells: Int
        }

        let text: UnsafeBufferPointer<UInt8>
        let range: Range<Int>
        let dialect: Dialect
        let width: Int?
        private var steps: [Key: Step] = [:]
        private var work = 0

        init(text: UnsafeBufferPointer<UInt8>, range: Range<Int>, dialect: Dialect, width: Int?) {
            self.text = text
            self.range = range
            self.dialect = dialect
            self.width = width
        }

        /// The end of the line as a place: behind the last byte, where no cell can begin.
        private var end: Int { range.upperBound + 1 }

        mutating func run() -> LineReading {
            var reading = LineReading()
            guard let last = search() else {
                var position: Int? = range.lowerBound
                while let start = position {
                    let cell = literalCell(at: start)
                    reading.add(cell)
                    position = cell.next
                }
                return reading
            }
            var cells: [Cell] = []
            var key: Key? = last
            while let current = key, let step = steps[current] {
                cells.append(step.cell)
                key = step.previous
            }
            for cell in cells.reversed() { reading.add(cell) }
            return reading
        }

        /// Finds the best way to the end; `nil` when that is too much work.
        private mutating func search() -> Key? {
            // Cell counts beyond the width are all the same: too many.
            let most = (width ?? 0) + 1
            var places: [Int: Set<Int>] = [range.lowerBound: [0]]
            for position in cellStarts() {
                guard let counts = places[position] else { continue }
                for cell in cells(at: position) {
                    let target = cell.next ?? end
                    for count in counts.sorted() {
                        work += 1
                        if work > LineReading.workLimit { return nil }
                        let key = Key(position: target, cells: min(count + 1, most))
                        let from = Key(position: position, cells: count)
                        let faults = cell.faults + (steps[from]?.faults ?? 0)
                        if let known = steps[key], known.faults <= faults { continue }
                        let previous = position == range.lowerBound ? nil : from
                        steps[key] = Step(faults: faults, cell: cell, previous: previous)
                        places[target, default: []].insert(key.cells)
                    }
                }
                if work > LineReading.workLimit { return nil }
            }
            let ways = (places[end] ?? []).map { Key(position: end, cells: $0) }
            if let width, let right = ways.first(where: { $0.cells == width }) { return right }
            return ways.min { (steps[$0]?.faults ?? 0, $0.cells) < (steps[$1]?.faults ?? 0, $1.cells) }
        }

        /// The places where a cell can begin, from left to right.
        private func cellStarts() -> [Int] {
            [range.lowerBound] + range.filter(isDelimiter).map { $0 + dialect.delimiter.count }
        }

        /// All ways to read the cell at `position`, quoted ones first.
        private mutating func cells(at position: Int) -> [Cell] {
            guard let quote = dialect.quote, let open = quotePosition(at: position) else {
                return [literalCell(at: position)]
            }
            var found: [Cell] = []
            var index = open + 1
            let content = index
            var firstFault: Int?
            var needsUnescape = false
            func close(at position: Int, extraFault: Int? = nil) {
                found.append(
                    Cell(
                        range: content..<position,
                        needsUnescape: needsUnescape,
                        faults: firstFault ?? extraFault == nil ? 0 : 1,
                        faultPosition: firstFault ?? extraFault,
                        next: isEnd(position + 1) ? nil : position + 1 + dialect.delimiter.count
                    )
                )
            }
            while index < range.upperBound {
                work += 1
                let byte = text[index]
                let following = index + 1
                if let escape = dialect.escape, byte == escape, following < range.upperBound,
                    text[following] == quote || text[following] == escape
                {
                    needsUnescape = true
                    index += 2
                } else if byte == quote {
                    if closes(following) { close(at: index) }
                    if dialect.doubleQuote, following < range.upperBound, text[following] == quote {
                        if closes(following + 1) { close(at: following, extraFault: index) }
                        needsUnescape = true
                        index += 2
                        continue
                    }
                    if firstFault == nil { firstFault = index }
                    index += 1
                } else {
                    index += 1
                }
            }
            found.append(literalCell(at: position))
            return found
        }

        /// The cell at `position` as it stands, a quote at its beginning being text.
        private func literalCell(at position: Int) -> Cell {
            var start = position
            if dialect.skipInitialSpace {
                while start < range.upperBound && text[start] == 0x20 { start += 1 }
            }
            let faulty = start < range.upperBound && text[start] == dialect.quote
            var index = start
            var hasEscape = false
            while index < range.upperBound && !isDelimiter(at: index) {
                if !faulty && text[index] == dialect.escape { hasEscape = true }
                index += 1
            }
            return Cell(
                range: start..<index,
                needsUnescape: hasEscape,
                faults: faulty ? 1 : 0,
                faultPosition: faulty ? start : nil,
                next: index == range.upperBound ? nil : index + dialect.delimiter.count
            )
        }

        private func quotePosition(at position: Int) -> Int? {
            var start = position
            if dialect.skipInitialSpace {
                while start < range.upperBound && text[start] == 0x20 { start += 1 }
            }
            return start < range.upperBound && text[start] == dialect.quote ? start : nil
        }

        private func isEnd(_ position: Int) -> Bool { position >= range.upperBound }

        private func closes(_ position: Int) -> Bool { isEnd(position) || isDelimiter(at: position) }

        private func isDelimiter(at position: Int) -> Bool {
            let delimiter = dialect.delimiter
            guard text[position] == delimiter[0], position + delimiter.count <= range.upperBound else { return false }
            for offset in 1..<delimiter.count where text[position + offset] != delimiter[offset] { return false }
            return true
        }
    }
}
