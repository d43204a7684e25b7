import WeirModel

/// The records of a sheet as they are put together: a batch in the making.
///
/// Each is written as a line of fields with commas between. Fields come by their column; the gaps between them, and those
/// up to the width of the table, are empty fields.
struct SheetBatch: ~Copyable {
    private var text: ByteBuffer
    /// Where each field ends: at the separator behind it.
    private var ends: PooledBuffer<UInt32>
    /// The index of the first field of each row.
    private var firstFields: PooledBuffer<UInt32>
    /// The start of each record.
    private var starts: PooledBuffer<UInt32>
    /// The row of the sheet that each record stands in.
    private var sheetRows: PooledBuffer<UInt32>
    private let pool: BufferPool
    private var hasQuotes = false
    private var isRagged = false
    private(set) var faults: [RecordFault] = []
    private var rowStart = 0
    private var rowFirstField = 0
    /// The column behind the last field of the record that is being written.
    private(set) var nextColumn = 0

    init(pool: BufferPool) {
        self.pool = pool
        text = ByteBuffer(capacity: 64 << 10, pool: pool)
        ends = PooledBuffer(capacity: 8192, pool: pool)
        firstFields = PooledBuffer(capacity: 1024, pool: pool)
        starts = PooledBuffer(capacity: 1024, pool: pool)
        sheetRows = PooledBuffer(capacity: 1024, pool: pool)
    }

    /// How many records there are.
    var rowCount: Int { sheetRows.count }
    /// How many bytes they have.
    var byteCount: Int { text.count }
    /// How many bytes the record that is being written has.
    var openBytes: Int { text.count &- rowStart }
    /// Whether the record that is being written has no field and no fault.
    var isBlank: Bool { nextColumn == 0 && (faults.last?.row ?? -1) != rowCount }

    /// Begins the field of a column at or behind `nextColumn`, and returns where its text starts.
    @inline(__always)
    mutating func beginField(_ column: Int) -> Int {
        while nextColumn < column { endField() }
        return text.count
    }

    /// Ends a field.
    @inline(__always)
    mutating func endField() {
        ends.append(UInt32(truncatingIfNeeded: text.count))
        text.append(CSVField.comma)
        nextColumn &+= 1
    }

    /// Appends text that needs no quotes.
    @inline(__always)
    mutating func append(_ piece: UnsafeBufferPointer<UInt8>) { text.append(contentsOf: piece) }

    /// Appends a text, in quotes where that is needed.
    mutating func appendText(_ piece: UnsafeBufferPointer<UInt8>) {
        if CSVField.append(piece, to: &text) { hasQuotes = true }
    }

    /// Room for text that is written through a pointer; `commit` says how much it was.
    mutating func room(_ count: Int) -> UnsafeMutablePointer<UInt8> {
        text.reserve(count)
        return text.baseAddress + text.count
    }

    /// Takes in what was written into the room.
    mutating func commit(_ count: Int) { text.setCount(text.count + count) }

    /// Appends a shared string.
    @inline(__always)
    mutating func append(
        string number: Int, of strings: inout StringArena
    ) throws(WeirError) -> (kind: StringArena.Kind, byteCount: Int)? {
        let found = try strings.append(number, to: &text)
        if found?.kind == .quoted { hasQuotes = true }
        return found
    }

    /// Notes something wrong with the record that is being written.
    mutating func addFault(_ code: IssueCode, column: Int, from start: Int? = nil, byteOffset: Int = -1) {
        let range = start.map { $0..<text.count } ?? rowStart..<text.count
        faults.append(
            RecordFault(row: rowCount, column: column, code: code, valueRange: range, byteOffset: byteOffset))
    }

    /// The fields of the record that is being written, as texts; those of a header.
    func openTexts() -> [String] {
        text.withUnsafeBufferPointer { text in
            (rowFirstField..<ends.count).map { index in
                let start = index == rowFirstField ? rowStart : Int(ends[index - 1]) + 1
                return CSVField.text(of: UnsafeBufferPointer(rebasing: text[start..<Int(ends[index])]))
            }
        }
    }

    /// The record that is being written, without its line end.
    func openRecord() -> [UInt8] {
        text.withUnsafeBufferPointer { Array($0[rowStart..<max($0.count - 1, rowStart)]) }
    }

    /// Takes back the field that was begun, and the gap before it.
    mutating func retreat(to column: Int, byteCount: Int) {
        text.setCount(byteCount)
        ends.setCount(ends.count - (nextColumn - column))
        nextColumn = column
    }

    /// Writes the record anew, with what was in its last field in another one.
    mutating func rewrite(_ texts: [String], moving last: Int, to column: Int) {
        text.setCount(rowStart)
        ends.setCount(rowFirstField)
        nextColumn = 0
        for (index, value) in texts.enumerated() {
            _ = beginField(index)
            var value = value
            value.withUTF8 { appendText($0) }
            endField()
        }
        for index in faults.indices where faults[index].row == rowCount {
            if faults[index].column == last { faults[index].column = column }
            faults[index].valueRange = rowStart..<text.count
        }
    }

    /// Takes back the record that is being written.
    mutating func dropRecord() {
        text.setCount(rowStart)
        ends.setCount(rowFirstField)
        nextColumn = 0
        while faults.last?.row == rowCount { faults.removeLast() }
    }

    /// Ends the record that is being written.
    ///
    /// - Parameters:
    ///   - sheetRow: where it stands, from 1.
    ///   - width: how many fields it should have; what it lacks is empty.
    @inline(__always)
    mutating func endRecord(sheetRow: Int, width: Int) {
        while nextColumn < width { endField() }
        if nextColumn != width || width == 0 { isRagged = true }
        if nextColumn == 0 {
            text.append(0x0A)
        } else {
            text.baseAddress[text.count &- 1] = 0x0A
        }
        startNext(sheetRow)
    }

    /// Ends the record that is being written as one that is too long: it has no fields.
    mutating func endLongRecord(sheetRow: Int, keeping limit: Int) {
        text.setCount(min(text.count, rowStart + limit))
        while faults.last?.row == rowCount { faults.removeLast() }
        addFault(.recordTooLong, column: -1)
        text.append(0x0A)
        ends.setCount(rowFirstField)
        isRagged = true
        startNext(sheetRow)
    }

    @inline(__always)
    private mutating func startNext(_ sheetRow: Int) {
        firstFields.append(UInt32(truncatingIfNeeded: rowFirstField))
        starts.append(UInt32(truncatingIfNeeded: rowStart))
        sheetRows.append(UInt32(truncatingIfNeeded: sheetRow))
        rowStart = text.count
        rowFirstField = ends.count
        nextColumn = 0
    }
}

extension SheetBatch {
    /// The finished part of a batch.
    struct Content {
        var bytes: Bytes
        var layout: RecordLayout
        var sheetRows: PooledArray<UInt32>
        var faults: [RecordFault]
    }

    /// Takes out all records but the last ones, which stay.
    mutating func take(keeping kept: Int, width: Int) -> (content: Content, rowCount: Int) {
        let rows = max(rowCount - kept, 0)
        var next = SheetBatch(pool: pool)
        if rows < rowCount {
            next.copyRows(from: self, first: rows)
            let (byteEnd, fieldEnd) = (Int(starts[rows]), Int(firstFields[rows]))
            text.setCount(byteEnd)
            ends.setCount(fieldEnd)
            firstFields.setCount(rows)
            starts.setCount(rows)
            sheetRows.setCount(rows)
            faults.removeAll { $0.row >= rows }
        }
        swap(&self, &next)
        return (next.finish(width: width), rows)
    }

    private mutating func copyRows(from other: borrowing SheetBatch, first: Int) {
        let (byteStart, fieldStart) = (Int(other.starts[first]), Int(other.firstFields[first]))
        other.text.withUnsafeBufferPointer { text.append(contentsOf: $0[byteStart...]) }
        for index in fieldStart..<other.ends.count { ends.append(other.ends[index] - UInt32(byteStart)) }
        for row in first..<other.rowCount {
            firstFields.append(other.firstFields[row] - UInt32(fieldStart))
            starts.append(other.starts[row] - UInt32(byteStart))
            sheetRows.append(other.sheetRows[row])
        }
        for var fault in other.faults where fault.row >= first {
            fault.row -= first
            fault.valueRange = fault.valueRange.lowerBound - byteStart..<fault.valueRange.upperBound - byteStart
            faults.append(fault)
        }
        (hasQuotes, isRagged) = (other.hasQuotes, other.isRagged)
        rowStart = text.count
        rowFirstField = ends.count
    }

    private consuming func finish(width: Int) -> Content {
        let faults = faults
        let hasQuotes = hasQuotes
        let general: RecordLayout? = isRagged || width == 0 ? .general(generalLayout()) : nil
        let sheetRows = sheetRows.freeze(compactIn: pool)
        let ends = ends.freeze(compactIn: pool)
        return Content(
            bytes: text.freeze(compactIn: pool),
            layout: general
                ?? .rectangular(ends: ends, columns: width, hasQuotes: hasQuotes, hasCarriageReturns: false),
            sheetRows: sheetRows, faults: faults)
    }

    /// The bounds of all fields and records, for rows of different widths.
    private func generalLayout() -> GeneralLayout {
        var fieldStarts = PooledBuffer<UInt32>(capacity: ends.count, pool: pool)
        var fieldEnds = PooledBuffer<UInt32>(capacity: ends.count, pool: pool)
        var rowFirstField = PooledBuffer<UInt32>(capacity: rowCount + 1, pool: pool)
        var recordStarts = PooledBuffer<UInt32>(capacity: rowCount, pool: pool)
        var recordEnds = PooledBuffer<UInt32>(capacity: rowCount, pool: pool)
        for row in 0..<rowCount {
            let isLast = row + 1 == rowCount
            let fields = Int(firstFields[row])..<(isLast ? ends.count : Int(firstFields[row + 1]))
            rowFirstField.append(firstFields[row])
            recordStarts.append(starts[row])
            recordEnds.append(isLast ? UInt32(truncatingIfNeeded: text.count) : starts[row + 1])
            var start = Int(starts[row])
            for field in fields {
                var (first, end) = (start, Int(ends[field]))
                start = end + 1
                var flag: UInt32 = 0
                if end - first >= 2, text[first] == CSVField.quote {
                    (first, end) = (first + 1, end - 1)
                    if (first..<end).contains(where: { text[$0] == CSVField.quote }) {
                        flag = GeneralLayout.needsUnescape
                    }
                }
                fieldStarts.append(UInt32(truncatingIfNeeded: first))
                fieldEnds.append(UInt32(truncatingIfNeeded: end) | flag)
            }
        }
        rowFirstField.append(UInt32(truncatingIfNeeded: ends.count))
        return GeneralLayout(
            fieldStarts: fieldStarts.freeze(), fieldEnds: fieldEnds.freeze(), rowFirstField: rowFirstField.freeze(),
            recordStarts: recordStarts.freeze(), recordEnds: recordEnds.freeze())
    }
}
