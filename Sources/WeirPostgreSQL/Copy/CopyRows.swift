import WeirModel
import WeirWrite

/// The rows of one batch as a binary COPY takes them, one behind another: a count of fields, and for each its length and
/// its bytes.
///
/// Source of the format: the manual of PostgreSQL on COPY, "Binary Format"; all numbers have the high byte first.
struct CopyRows: ~Copyable {
    private var buffer: ByteBuffer
    private var next: UnsafeMutablePointer<UInt8>
    private var end: UnsafeMutablePointer<UInt8>
    private let columns: [CopyColumn]
    /// Where the rows could be divided.
    private var marks: CopyMarks
    /// What a row takes without its texts, at most, in bytes.
    private let fixedRoom: Int

    /// Whether texts have to be looked at for NUL bytes, which the server cannot store.
    private let looksForNUL: Bool

    /// - Parameter rows: how many rows there are at most.
    init(columns: [CopyColumn], rows: Int, capacity: Int, looksForNUL: Bool, pool: BufferPool) {
        self.columns = columns
        marks = CopyMarks(rows: rows)
        self.looksForNUL = looksForNUL
        fixedRoom = 2 + columns.count * (4 + 64)
        buffer = ByteBuffer(capacity: max(capacity, fixedRoom), pool: pool)
        next = buffer.baseAddress
        end = next + buffer.capacity
    }

    /// A column of the table.
    func column(_ index: Int) -> CopyColumn { columns[index] }

    /// How many bytes there are.
    var count: Int { next - buffer.baseAddress }

    /// Adds a row, unless the table has no room for one of its values.
    ///
    /// - Returns: why not.
    mutating func append(_ row: Int, of view: BatchView) -> RowRefusal? {
        let start = count
        reserve(fixedRoom)
        store(UInt16(truncatingIfNeeded: columns.count))
        for index in columns.indices {
            let values = view.columns[index]
            guard values.validity[row] != 0 else {
                if columns[index].isNotNull || columns[index].isKey {
                    next = buffer.baseAddress + start
                    return missing(row, index)
                }
                store(UInt32.max)
                continue
            }
            guard append(values, row, view, index) else {
                next = buffer.baseAddress + start
                return refusal(of: values, row, view, index)
            }
        }
        marks.note(end: count)
        return nil
    }

    /// Ends writing: the rows, and behind them where they could be divided.
    consuming func freeze() -> Bytes {
        reserve(CopyMarks.byteCount)
        for number in marks.numbers { store(number) }
        buffer.setCount(next - buffer.baseAddress)
        return buffer.freeze()
    }

    /// Adds a value.
    ///
    /// - Returns: whether there is room for it in the column.
    @inline(__always)
    private mutating func append(_ values: BatchView.Column, _ row: Int, _ view: BatchView, _ index: Int) -> Bool {
        switch (columns[index].wire, values.type) {
        case (.int8, .integer), (.int8, .boolean):
            store(UInt32(8))
            store(values.values[row])
        case (.float8, .number):
            store(UInt32(8))
            store(values.values[row])
        case (.text(let limit), .text), (.text(let limit), .json), (.text(let limit), .list):
            return append(text: view.text(values.slices[row]), limit: limit)
        case (.bool, _):
            store(UInt32(1))
            next.pointee = values.values[row] == 0 ? 0 : 1
            next += 1
        case (.date, _):
            // Days are counted from 2000-01-01.
            guard let days = Int32(exactly: Int64(bitPattern: values.values[row]) &- 10_957) else { return false }
            store(UInt32(4))
            store(UInt32(bitPattern: days))
        case (.timestamp, .datetime):
            store(UInt32(8))
            store(UInt64(bitPattern: Int64(bitPattern: values.values[row]) &- 946_684_800_000_000))
        case (.time, _):
            store(UInt32(8))
            store(values.values[row])
        default:
            return appendOther(values, row, view, index)
        }
        return true
    }

    /// Adds a value to a column of a type that a new table would not have for it.
    private mutating func appendOther(
        _ values: BatchView.Column, _ row: Int, _ view: BatchView, _ index: Int
    ) -> Bool {
        let value = values.type.hasValues ? Int64(bitPattern: values.values[row]) : 0
        switch columns[index].wire {
        case .int2:
            guard let number = Int16(exactly: value) else { return false }
            store(UInt32(2))
            store(UInt16(bitPattern: number))
        case .int4:
            guard let number = Int32(exactly: value) else { return false }
            store(UInt32(4))
            store(UInt32(bitPattern: number))
        case .float8:
            guard let number = Double(exactly: value) else { return false }
            store(UInt32(8))
            store(number.bitPattern)
        case .float4:
            let number = Float(Double(bitPattern: values.values[row]))
            guard number.isFinite || !Double(bitPattern: values.values[row]).isFinite else { return false }
            store(UInt32(4))
            store(number.bitPattern)
        case .numeric: return appendNumeric(values, row, view)
        case .timestamp:
            let (shifted, isOver) = value.multipliedReportingOverflow(by: 86_400_000_000)
            guard !isOver else { return false }
            store(UInt32(8))
            store(UInt64(bitPattern: shifted &- 946_684_800_000_000))
        case .json: return append(text: view.text(values.slices[row]), limit: nil)
        case .jsonb: return append(text: view.text(values.slices[row]), limit: nil, mark: 1)
        case .bytea: return append(text: view.text(values.slices[row]), limit: nil, takesNUL: true)
        case .uuid:
            guard let bytes = UUIDWire.bytes(of: view.text(values.slices[row])) else { return false }
            store(UInt32(16))
            store(bytes.high)
            store(bytes.low)
        case .text(let limit):
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ISOText.maximumLength) { room in
                guard let text = room.baseAddress else { return false }
                let written = Self.write(values, row, view, to: text)
                return append(text: written, limit: limit)
            }
        case .int8, .bool, .date, .time: return false
        }
        return true
    }

    /// The text of a value that is no text, as the other sinks write it.
    private static func write(
        _ values: BatchView.Column, _ row: Int, _ view: BatchView, to room: UnsafeMutablePointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8> {
        let value = Int64(bitPattern: values.values[row])
        switch values.type {
        case .integer: return UnsafeBufferPointer(start: room, count: DecimalText.write(value, to: room))
        case .boolean:
            var text = value == 0 ? "false" : "true"
            return text.withUTF8 { utf8 in
                if let start = utf8.baseAddress { room.update(from: start, count: utf8.count) }
                return UnsafeBufferPointer(start: room, count: utf8.count)
            }
        case .number:
            let written = view.text(values.slices[row])
            if NumberText.isPlain(written) { return written }
            var text = NumberText.shortest(Double(bitPattern: values.values[row]))
            return text.withUTF8 { utf8 in
                if let start = utf8.baseAddress { room.update(from: start, count: utf8.count) }
                return UnsafeBufferPointer(start: room, count: utf8.count)
            }
        default:
            if values.isCanonical { return view.text(values.slices[row]) }
            return UnsafeBufferPointer(start: room, count: ISOText.write(value, as: values.type, to: room))
        }
    }

    /// Adds a number with all its digits.
    private mutating func appendNumeric(_ values: BatchView.Column, _ row: Int, _ view: BatchView) -> Bool {
        let number = values.type == .number ? Double(bitPattern: values.values[row]) : 0
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: ISOText.maximumLength) { room in
            guard let text = room.baseAddress else { return false }
            let digits = Self.write(values, row, view, to: text)
            reserve(4 + NumericWire.room(forDigits: digits.count) + fixedRoom)
            let isNumber = number.isFinite || NumberText.isPlain(digits)
            let count =
                isNumber ? NumericWire.write(digits, to: next + 4) : NumericWire.write(special: number, to: next + 4)
            guard let count else { return false }
            store(UInt32(truncatingIfNeeded: count))
            next += count
            return true
        }
    }

    /// Adds a text.
    @inline(__always)
    private mutating func append(
        text: UnsafeBufferPointer<UInt8>, limit: Int?, mark: UInt8? = nil, takesNUL: Bool = false
    ) -> Bool {
        if looksForNUL, !takesNUL, text.contains(0) { return false }
        if let limit, text.count > limit, Self.characters(text) > limit { return false }
        guard text.count < 1 << 30 else { return false }
        reserve(text.count + fixedRoom)
        store(UInt32(truncatingIfNeeded: text.count + (mark == nil ? 0 : 1)))
        if let mark {
            next.pointee = mark
            next += 1
        }
        if let source = text.baseAddress {
            if text.count <= 16 {
                // Both sides have room behind them.
                let head = UnsafeRawPointer(source).loadUnaligned(as: UInt64.self)
                let tail = UnsafeRawPointer(source + 8).loadUnaligned(as: UInt64.self)
                UnsafeMutableRawPointer(next).storeBytes(of: head, as: UInt64.self)
                UnsafeMutableRawPointer(next + 8).storeBytes(of: tail, as: UInt64.self)
            } else {
                next.update(from: source, count: text.count)
            }
        }
        next += text.count
        return true
    }

    /// The number of characters of a text in UTF-8.
    static func characters(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        text.reduce(0) { $0 &+ ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }

    @inline(__always)
    private mutating func reserve(_ room: Int) {
        if end - next < room { grow(room) }
    }

    private mutating func grow(_ room: Int) {
        let written = count
        buffer.setCount(written)
        buffer.reserve(room)
        next = buffer.baseAddress + written
        end = buffer.baseAddress + buffer.capacity
    }

    @inline(__always)
    private mutating func store<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
        UnsafeMutableRawPointer(next).storeBytes(of: number.bigEndian, as: Number.self)
        next += MemoryLayout<Number>.size
    }
}
