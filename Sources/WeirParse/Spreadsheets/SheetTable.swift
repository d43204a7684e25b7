import WeirModel

/// Tells the rows of a sheet apart: what is before the table, its header, its records, and what is behind it.
struct SheetTable {
    /// What a row is.
    enum Verdict {
        /// It was taken in or counted; its fields are not needed any more.
        case dropped
        /// It is a record.
        case record
    }

    private let settings: SheetSettings
    private let expectedFields: Int?
    private var labels: [[String]] = []
    private var headerContent: [UInt8] = []
    private var prologue: [UInt8] = []
    private var headerLine = 0
    /// Whether the first record is still to come.
    private(set) var isPrologue = true
    private var hasEnded = false
    /// The header, once it is known.
    private(set) var header: TableHeader?
    /// How many fields a record has; 0 as long as that is not known.
    private(set) var width = 0
    /// What was no record since it was last taken.
    var skipped = SkipCounts()

    init(_ settings: SheetSettings, expectedFields: Int?) {
        self.settings = settings
        self.expectedFields = expectedFields
        if !settings.hasHeader { endPrologue() }
    }

    /// The bytes of the rows before the records, as lines of text.
    var prologueBytes: Int { prologue.count }

    /// Counts rows without a value.
    mutating func skipBlank(_ rows: ClosedRange<Int>) {
        if hasEnded {
            skipped.afterEnd += rows.count
            return
        }
        let preamble = rows.clamped(to: 1...max(settings.preambleRows, 1)).count
        let isBefore = rows.lowerBound <= settings.preambleRows
        let early = isBefore ? preamble : 0
        skipped.preamble += early
        skipped.blank += rows.count - early
        // Behind the last header row a table without any label begins.
        if isPrologue, settings.hasHeader {
            prologue += [UInt8](repeating: 0x0A, count: rows.count)
            if settings.headerRows != [1], rows.upperBound - settings.preambleRows >= (settings.headerRows.last ?? 1) {
                endPrologue()
            }
        }
    }

    /// Judges a row that has a value.
    ///
    /// - Parameters:
    ///   - row: its number in the sheet, from 1.
    ///   - batch: where its fields stand.
    mutating func judge(_ row: Int, _ batch: borrowing SheetBatch) -> Verdict {
        if hasEnded {
            skipped.afterEnd += 1
            return .dropped
        }
        let number = row - settings.preambleRows
        if number < 1 || settings.commentRows.contains(number) {
            if number < 1 { skipped.preamble += 1 } else { skipped.comment += 1 }
            if isPrologue, settings.hasHeader { prologue += batch.openRecord() + [0x0A] }
            return .dropped
        }
        if isPrologue { return judgeHeader(row, number, batch) }
        if settings.endsAtRepeatedHeader, settings.hasHeader, batch.openRecord() == headerContent {
            hasEnded = true
            skipped.afterEnd += 1
            return .dropped
        }
        return .record
    }

    private mutating func judgeHeader(_ row: Int, _ number: Int, _ batch: borrowing SheetBatch) -> Verdict {
        let isUsual = settings.headerRows == [1]
        let last = settings.headerRows.last ?? 1
        if !isUsual, number > last {
            endPrologue()
            return .record
        }
        prologue += batch.openRecord() + [0x0A]
        guard isUsual || settings.headerRows.contains(number) else {
            skipped.preamble += 1
            return .dropped
        }
        if headerLine == 0 {
            headerLine = row
            headerContent = batch.openRecord()
        }
        for (index, part) in batch.openTexts().enumerated() {
            if index >= labels.count { labels.append([]) }
            if !part.isEmpty, labels[index].last != part { labels[index].append(part) }
        }
        skipped.header += 1
        if isUsual || number >= last { endPrologue() }
        return .dropped
    }

    /// Goes on to the records.
    private mutating func endPrologue() {
        isPrologue = false
        if !labels.isEmpty {
            setHeader(labels.map { $0.joined(separator: settings.headerJoin) }, width: labels.count)
        } else if let expectedFields {
            setHeader([], width: expectedFields)
        }
    }

    /// Ends the sheet.
    mutating func finish() {
        if isPrologue { endPrologue() }
        settle(width: 0)
    }

    /// Sets the width by the first record, where nothing else says it.
    mutating func settle(width first: Int) {
        if header == nil { setHeader([], width: first) }
    }

    private mutating func setHeader(_ labels: [String], width: Int) {
        self.width = width
        header = TableHeader(
            labels: labels, isPresent: !labels.isEmpty, prologue: prologue, line: headerLine, fieldCount: width)
    }
}
