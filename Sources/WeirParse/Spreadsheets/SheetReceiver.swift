import WeirModel

/// Reads the rows of a sheet from its elements.
struct SheetReceiver: XMLReceiver, ~Copyable {
    enum Context: UInt8, XMLContext {
        case document, worksheet, data, row, cell, value, inline, run, text, other

        var takesText: Bool { self == .value || self == .text }
    }

    /// The sheet, for messages.
    private let sheet: String
    private let file: String
    private let limits: ParseLimits
    private let keptRows: Int
    private(set) var table: SheetTable
    private(set) var batch: SheetBatch
    private var cell: SheetCell
    private var strings: StringArena
    /// The row that is being read, or the last one, from 1.
    private(set) var row = 0
    private var isInRow = false
    private var isRowTooLong = false
    /// The column behind the last cell.
    private var nextCell = 0
    /// Whether enough records are at hand for a batch.
    private(set) var isPaused = false
    private var hasData = false

    init(
        _ sheet: SheetSource, strings: consuming StringArena, table: consuming SheetTable, limits: ParseLimits,
        keptRows: Int, pool: BufferPool
    ) {
        self.sheet = sheet.sheet.name
        file = sheet.workbook.path
        self.limits = limits
        self.keptRows = keptRows
        self.table = table
        self.strings = strings
        batch = SheetBatch(pool: pool)
        cell = SheetCell(
            formats: sheet.workbook.formats, is1904: sheet.workbook.is1904, recordBytes: limits.recordBytes)
    }

    mutating func start(_ tag: XMLTag, in parent: Context) throws(WeirError) -> Context {
        switch parent {
        case .row:
            guard tag.isNamed(UInt8(ascii: "c")) else { return .other }
            cell.begin(tag)
            return .cell
        case .cell:
            if tag.isNamed(UInt8(ascii: "v")) { return .value }
            if tag.isNamed(UInt8(ascii: "f")) {
                cell.hasFormula = true
                return .other
            }
            return tag.isNamed("is") ? .inline : .other
        case .data:
            if tag.isNamed("row") {
                try beginRow(tag)
                return .row
            }
            // Of two ways to say the same the plain one is taken.
            return tag.isNamed("AlternateContent") || tag.isNamed("Fallback") ? .data : .other
        case .inline where tag.isNamed(UInt8(ascii: "r")): return .run
        case .inline where tag.isNamed(UInt8(ascii: "t")), .run where tag.isNamed(UInt8(ascii: "t")):
            cell.beginText(keepsSpace: tag.keepsSpace)
            return .text
        case .worksheet where tag.isNamed("sheetData"):
            hasData = true
            return .data
        case .document:
            guard tag.isNamed("worksheet") else { throw fault("its part holds something else than a worksheet") }
            return .worksheet
        case .inline, .run, .worksheet, .value, .text, .other: return .other
        }
    }

    @inline(__always)
    mutating func text(_ piece: UnsafeBufferPointer<UInt8>, in context: Context) {
        if context == .value { cell.value.append(piece) } else { cell.inline.append(piece) }
    }

    @inline(__always)
    mutating func end(_ context: Context) throws(WeirError) {
        switch context {
        case .cell: try endCell()
        case .row: try endRow()
        case .value: cell.hasValue = true
        case .text: cell.endText()
        default: break
        }
    }

    /// Says that the bytes at hand are not valid in their encoding.
    mutating func noteBadBytes(storedOffset: Int) {
        guard isInRow else { return }
        batch.addFault(.encodingError, column: -1, byteOffset: storedOffset)
    }

    private mutating func beginRow(_ tag: XMLTag) throws(WeirError) {
        var number = row + 1
        if let text = tag.attribute("r") {
            guard let given = text.wholeNumber, given > 0 else {
                throw fault("a row has the number \"\(String(decoding: text.prefix(40), as: UTF8.self))\"")
            }
            guard given > row else {
                throw fault(
                    given == row ? "row \(row) occurs twice" : "row \(given) follows row \(row)",
                    hint: "Open the workbook in a spreadsheet program and save it again.")
            }
            number = given
        }
        guard number <= CellReference.mostRows else { throw fault("it has more than \(CellReference.mostRows) rows") }
        if number > row + 1 { table.skipBlank(row + 1...number - 1) }
        row = number
        isInRow = true
        isRowTooLong = false
        nextCell = 0
    }

    private mutating func endCell() throws(WeirError) {
        guard let column = place() else {
            batch.addFault(.cellUnreadable, column: -1)
            return
        }
        guard cell.isSomething, !isRowTooLong else { return }
        guard column < limits.columns else {
            guard !table.isPrologue else {
                throw WeirError(
                    .parseTooManyColumns, "The header has more than \(limits.columns) columns.",
                    hint: "The limit is limits.columns.", position: WeirError.Position(file: file))
            }
            batch.addFault(.extraCell, column: column)
            return
        }
        guard column >= batch.nextColumn else { return try endStray(column) }
        let (before, place) = (batch.nextColumn, batch.byteCount)
        let start = batch.beginField(column)
        try write(column, from: start)
        // A text without a character is no value.
        if batch.nextColumn == column, !isRowTooLong { batch.retreat(to: before, byteCount: place) }
    }

    /// Writes the value of the cell as the field that begins at `start`.
    @inline(__always)
    private mutating func write(_ column: Int, from start: Int) throws(WeirError) {
        let outcome = try cell.write(to: &batch, strings: &strings)
        if batch.openBytes > limits.recordBytes || outcome == .tooLong {
            isRowTooLong = true
            return
        }
        switch outcome {
        case .value where batch.byteCount == start: return
        case .value: break
        case .formulaWithoutValue: batch.addFault(.formulaWithoutValue, column: column, from: start)
        case .error: batch.addFault(.cellError, column: column, from: start)
        case .unreadable, .tooLong: batch.addFault(.cellUnreadable, column: column, from: start)
        case .misencoded: batch.addFault(.encodingError, column: column, from: start, byteOffset: 0)
        }
        batch.endField()
    }

    /// The column of the cell; `nil` if it says something impossible.
    @inline(__always)
    private mutating func place() -> Int? {
        guard cell.hasReference else {
            defer { nextCell += 1 }
            return nextCell < CellReference.mostColumns ? nextCell : nil
        }
        guard let reference = cell.reference else { return nil }
        if reference.row != row { batch.addFault(.misplacedCell, column: reference.column) }
        nextCell = reference.column + 1
        return reference.column
    }

    /// Takes in a cell whose column has been passed: it goes to its place, unless that is taken.
    private mutating func endStray(_ column: Int) throws(WeirError) {
        var texts = batch.openTexts()
        guard texts[column].isEmpty else {
            batch.addFault(.duplicateCell, column: column)
            return
        }
        // The value is written behind the others first, so that it takes one form only.
        let last = batch.nextColumn
        let start = batch.beginField(last)
        try write(last, from: start)
        guard !isRowTooLong, batch.nextColumn > last else { return }
        texts[column] = batch.openTexts()[last]
        batch.rewrite(texts, moving: last, to: column)
    }

    private mutating func endRow() throws(WeirError) {
        isInRow = false
        if isRowTooLong {
            guard !table.isPrologue else {
                throw WeirError(
                    .parseHeaderTooLong, "Row \(row) before the table is longer than \(limits.recordBytes) bytes.",
                    hint: "The limit is limits.recordBytes.", position: WeirError.Position(file: file))
            }
            table.settle(width: 1)
            batch.endLongRecord(sheetRow: row, keeping: limits.recordBytes)
            isPaused = isFull
            return
        }
        guard !batch.isBlank else {
            table.skipBlank(row...row)
            batch.dropRecord()
            return
        }
        switch table.judge(row, batch) {
        case .dropped:
            batch.dropRecord()
            guard table.prologueBytes <= limits.recordBytes else {
                throw fault("the rows before the table have more than \(limits.recordBytes) bytes")
            }
        case .record:
            if table.width == 0 { table.settle(width: max(batch.nextColumn, 1)) }
            batch.endRecord(sheetRow: row, width: table.width)
            isPaused = isFull
        }
    }

    /// Whether the records at hand make a batch.
    private var isFull: Bool {
        batch.rowCount > keptRows
            && (batch.byteCount >= limits.batchBytes
                || batch.rowCount - keptRows >= limits.rows(fields: max(table.width, 1)))
    }

    /// Takes out the records at hand.
    ///
    /// - Parameter isEnd: whether the sheet has no more; what is kept for a footer is left out then.
    mutating func takeBatch(isEnd: Bool) -> (
        content: SheetBatch.Content, rowCount: Int, skipped: SkipCounts, rest: Bytes
    ) {
        isPaused = false
        let (content, rowCount) = batch.take(keeping: keptRows, width: table.width)
        var rest = Bytes()
        if isEnd, batch.rowCount > 0 {
            table.skipped.footer += batch.rowCount
            rest = batch.take(keeping: 0, width: table.width).content.bytes
        }
        defer { table.skipped = SkipCounts() }
        return (content, rowCount, table.skipped, rest)
    }

    /// Ends the sheet.
    mutating func finish() throws(WeirError) {
        guard hasData else { throw fault("it has no data part") }
        table.finish()
    }

    private func fault(_ what: String, hint: String? = nil) -> WeirError {
        WeirError(
            .parseBadSheet, "The sheet \"\(sheet)\" cannot be read: \(what).", hint: hint,
            position: WeirError.Position(file: file))
    }
}
