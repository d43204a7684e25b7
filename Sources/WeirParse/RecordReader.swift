internal import WeirModel

/// Reads one record with care: every dialect, and every fault repaired within its own physical line.
///
/// The structural scan is for well-formed text; this is what it falls back to, one record at a time, and the only
/// reader for dialects that the scan does not know.
///
/// A quote inside quotes that is followed by neither a delimiter, a line end nor its double is text, and a *fault*.
/// After a fault, when a quoted field crosses a line end and the cell count comes out wrong, or when a quoted field goes
/// too far (see `QuoteLimits`), the record's first physical line is read again by itself (see `LineReading`). That
/// reading is taken if it has the right cell count. If not, the record stays as it was read across lines, unless one of the lines it crosses is a whole record by
/// itself: then a stray quote has swallowed it, and the first line is taken alone.
struct RecordReader {
    /// What came of reading.
    enum Outcome {
        /// A record; its fields are in `starts` and `ends`.
        case record(ReadRecord)
        /// The record does not end in the bytes at hand.
        case needsMore
        /// The record's first line is longer than the limit.
        case tooLong
    }

    /// A record's bounds.
    struct ReadRecord {
        /// The end of its text, its line end left out.
        var contentEnd: Int
        /// The start of the next record.
        var next: Int
        /// The first fault, if there was one.
        var fault: QuoteFault?
    }

    /// Where a quote is out of place.
    struct QuoteFault: Hashable {
        /// The field, from 0.
        var column: Int
        /// The byte.
        var position: Int
    }

    /// How many line ends are passed behind a fault in search of the closing quote.
    static let linesBehindFault = 16

    let dialect: Dialect
    let recordBytes: Int
    /// How many cells of a record are kept; those behind only count as part of its text.
    let mostCells: Int
    /// The first byte of each field's text, inside its quotes.
    private(set) var starts: [UInt32] = []
    /// The end of each field's text, with `GeneralLayout.needsUnescape`.
    private(set) var ends: [UInt32] = []

    init(dialect: Dialect, recordBytes: Int, mostCells: Int = .max) {
        self.dialect = dialect
        self.recordBytes = recordBytes
        self.mostCells = mostCells
    }

    /// Reads the record at `start`.
    ///
    /// - Parameters:
    ///   - text: all bytes at hand.
    ///   - isFinal: whether the source ends with them.
    ///   - width: how many cells a record should have, if that is known.
    mutating func read(
        _ text: UnsafeBufferPointer<UInt8>,
        at start: Int,
        isFinal: Bool,
        width: Int?
    ) -> Outcome {
        let window = Window(text: text, start: start, recordBytes: recordBytes, isFinal: isFinal)
        let pass = readAcrossLines(window, width: width)
        switch pass {
        case .needsMore: return .needsMore
        case .complete(let record, let faults, let crossesLines):
            guard record.contentEnd - start <= recordBytes else { return readFirstLine(window, width: width) }
            let isRagged = width.map { $0 != starts.count } ?? false
            if faults == 0 && !(crossesLines && isRagged) { return .record(record) }
            // One faulty cell within one line and the right width: no other reading has fewer.
            if faults == 1 && !crossesLines && !isRagged { return .record(record) }
            return repair(window, width: width, whole: record)
        case .unfinished:
            return readFirstLine(window, width: width)
        case .settled(let outcome):
            return outcome
        }
    }

    /// Replaces the fields by those of a reading of one line.
    mutating func take(_ reading: LineReading) {
        let isWhole = reading.starts.count <= mostCells
        starts = isWhole ? reading.starts : Array(reading.starts.prefix(mostCells))
        ends = isWhole ? reading.ends : Array(reading.ends.prefix(mostCells))
    }

    /// Chooses between the record as read across lines and its first line alone.
    private mutating func repair(_ window: Window, width: Int?, whole: ReadRecord) -> Outcome {
        guard let line = window.firstLine else { return window.withoutLine }
        let reading = LineReading.best(window.text, window.start..<line.contentEnd, dialect: dialect, width: width)
        let wholeFits = width == nil || width == starts.count
        let isOneLine = whole.next == line.next
        if reading.hasWidth(width) || isOneLine && !wholeFits
            || !isOneLine && swallowsRecord(window, from: line.next, to: whole.next, width: width)
        {
            take(reading)
            let fault = reading.fault ?? QuoteFault(column: 0, position: window.start)
            return .record(ReadRecord(contentEnd: line.contentEnd, next: line.next, fault: fault))
        }
        return .record(whole)
    }

    /// Takes the first line alone: the quotes never close, or too late.
    private mutating func readFirstLine(_ window: Window, width: Int?) -> Outcome {
        guard let line = window.firstLine else { return window.withoutLine }
        guard line.contentEnd - window.start <= recordBytes else { return .tooLong }
        let reading = LineReading.best(window.text, window.start..<line.contentEnd, dialect: dialect, width: width)
        take(reading)
        return .record(ReadRecord(contentEnd: line.contentEnd, next: line.next, fault: reading.fault))
    }

    /// Whether one of the lines from `start` to `end` is a well-formed record of the right width by itself.
    private func swallowsRecord(_ window: Window, from start: Int, to end: Int, width: Int?) -> Bool {
        guard let width else { return false }
        var position = start
        while position < end, let line = window.line(at: position) {
            if LineReading.isRecord(window.text, position..<line.contentEnd, dialect: dialect, width: width) {
                return true
            }
            position = line.next
        }
        return false
    }
}

// MARK: - Across lines

extension RecordReader {
    fileprivate enum Pass {
        case complete(ReadRecord, faults: Int, crossesLines: Bool)
        case needsMore
        case unfinished
        case settled(Outcome)
    }

    /// Reads fields until the record ends, as the dialect says, quotes spanning as many lines as they take.
    private mutating func readAcrossLines(_ window: Window, width: Int?) -> Pass {
        starts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        let text = window.text
        let limit = window.limit
        let delimiter = dialect.delimiter
        let firstOfDelimiter = delimiter[0]
        let isOneByte = delimiter.count == 1
        var index = window.start
        var fault: QuoteFault?
        var faults = 0
        var crossesLines = false
        var linesBehindFault = 0

        func isDelimiter(at position: Int) -> Bool {
            guard text[position] == firstOfDelimiter else { return false }
            return isOneByte || window.hasPrefix(delimiter, at: position)
        }

        while true {
            if dialect.skipInitialSpace {
                while index < limit && text[index] == 0x20 { index += 1 }
            }
            var flag: UInt32 = 0
            if let quote = dialect.quote, index < limit, text[index] == quote {
                let contentStart = index + 1
                index = contentStart
                var span = QuoteSpan(dialect.quoteLimits, start: contentStart)
                var contentEnd: Int?
                var isFaulty = false
                while contentEnd == nil {
                    guard index < limit else { return window.isAtEnd ? .unfinished : window.reachedLimit }
                    let byte = text[index]
                    if let escape = dialect.escape, byte == escape {
                        guard index + 1 < limit else {
                            if window.isAtEnd { return .unfinished }
                            return window.reachedLimit
                        }
                        let next = text[index + 1]
                        if next == quote || next == escape {
                            flag = GeneralLayout.needsUnescape
                            index += 1
                        }
                        index += 1
                    } else if byte == quote {
                        let next = index + 1
                        guard next < limit else {
                            guard window.isAtEnd else { return window.reachedLimit }
                            contentEnd = index
                            index = next
                            break
                        }
                        if dialect.doubleQuote && text[next] == quote {
                            flag = GeneralLayout.needsUnescape
                            index = next + 1
                        } else if isDelimiter(at: next) || text[next] == 0x0A || text[next] == 0x0D {
                            contentEnd = index
                            index = next
                        } else if !window.isAtEnd && limit - next < delimiter.count {
                            return window.reachedLimit
                        } else {
                            if !isFaulty { faults += 1 }
                            isFaulty = true
                            if fault == nil {
                                fault = QuoteFault(column: starts.count, position: index)
                                if crossesLines, let settled = settleEarly(window, width: width) { return settled }
                            }
                            index = next
                        }
                    } else {
                        if byte == 0x0A || (byte == 0x0D && !(index + 1 < limit && text[index + 1] == 0x0A)) {
                            if fault != nil {
                                if !crossesLines, let settled = settleEarly(window, width: width) { return settled }
                                linesBehindFault += 1
                                if linesBehindFault > Self.linesBehindFault { return .unfinished }
                            }
                            crossesLines = true
                            if span.passLineEnd(at: index, in: text, delimiter: delimiter, width: width) {
                                return .unfinished
                            }
                        }
                        index += 1
                    }
                }
                if let contentEnd, span.goesTooFar(endingAt: contentEnd) { return .unfinished }
                addField(contentStart, contentEnd ?? index, flag)
            } else {
                let contentStart = index
                while index < limit {
                    let byte = text[index]
                    if byte == 0x0A || byte == 0x0D || isDelimiter(at: index) { break }
                    if let escape = dialect.escape, byte == escape, index + 1 < limit,
                        text[index + 1] == escape || text[index + 1] == dialect.quote
                    {
                        flag = GeneralLayout.needsUnescape
                        index += 1
                    }
                    index += 1
                }
                index = min(index, limit)
                if index == limit && !window.isAtEnd { return window.reachedLimit }
                addField(contentStart, index, flag)
            }
            // The field has ended: at a delimiter, at a line end, or with the source.
            if index >= limit {
                let record = ReadRecord(contentEnd: index, next: index, fault: fault)
                return .complete(record, faults: faults, crossesLines: crossesLines)
            }
            if text[index] == 0x0A {
                let record = ReadRecord(contentEnd: index, next: index + 1, fault: fault)
                return .complete(record, faults: faults, crossesLines: crossesLines)
            }
            if text[index] == 0x0D {
                if index + 1 == limit && !window.isAtEnd { return window.reachedLimit }
                let next = index + 1 < limit && text[index + 1] == 0x0A ? index + 2 : index + 1
                let record = ReadRecord(contentEnd: index, next: next, fault: fault)
                return .complete(record, faults: faults, crossesLines: crossesLines)
            }
            index += delimiter.count
        }
    }

    /// Where a record with a fault crosses a line end: if its first line alone has the right width, there is no need
    /// to look further.
    private mutating func settleEarly(_ window: Window, width: Int?) -> Pass? {
        guard let line = window.firstLine else { return .settled(window.withoutLine) }
        guard line.contentEnd - window.start <= recordBytes else { return .settled(.tooLong) }
        let reading = LineReading.best(window.text, window.start..<line.contentEnd, dialect: dialect, width: width)
        guard reading.hasWidth(width) else { return nil }
        take(reading)
        let fault = reading.fault ?? QuoteFault(column: 0, position: window.start)
        return .settled(.record(ReadRecord(contentEnd: line.contentEnd, next: line.next, fault: fault)))
    }

    private mutating func addField(_ start: Int, _ end: Int, _ flag: UInt32) {
        guard starts.count < mostCells else { return }
        starts.append(UInt32(truncatingIfNeeded: start))
        ends.append(UInt32(truncatingIfNeeded: end) | flag)
    }
}

extension RecordReader {
    /// The bytes in which a record has to end: from its start as far as the limit for a record allows.
    struct Window {
        let text: UnsafeBufferPointer<UInt8>
        let start: Int
        /// Where reading stops.
        let limit: Int
        /// Whether the source ends at `limit`.
        let isAtEnd: Bool
        /// Whether `limit` is the limit for a record and not the end of the bytes at hand.
        let isFull: Bool

        init(text: UnsafeBufferPointer<UInt8>, start: Int, recordBytes: Int, isFinal: Bool) {
            self.text = text
            self.start = start
            // Room for a line end behind the longest record.
            let most = start + recordBytes + 2
            limit = min(text.count, most)
            isAtEnd = isFinal && limit == text.count
            isFull = !isAtEnd && limit == most
        }

        /// The line that starts at the record's start.
        var firstLine: (contentEnd: Int, next: Int)? { line(at: start) }

        /// The physical line at `position`, or `nil` if its end is not in the window.
        func line(at position: Int) -> (contentEnd: Int, next: Int)? {
            var index = position
            while index < limit && text[index] != 0x0A && text[index] != 0x0D { index += 1 }
            if index == limit { return isAtEnd ? (index, index) : nil }
            if text[index] == 0x0A { return (index, index + 1) }
            if index + 1 < limit { return (index, text[index + 1] == 0x0A ? index + 2 : index + 1) }
            return isAtEnd ? (index, index + 1) : nil
        }

        /// What to do when the first line does not end in the window.
        var withoutLine: Outcome { isFull ? .tooLong : .needsMore }

        /// What to do when a record does not end in the window.
        fileprivate var reachedLimit: Pass { isFull ? .unfinished : .needsMore }

        func hasPrefix(_ prefix: [UInt8], at position: Int) -> Bool {
            guard position + prefix.count <= limit else { return false }
            for (offset, byte) in prefix.enumerated() where text[position + offset] != byte { return false }
            return true
        }
    }
}
