internal import WeirModel

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Collects the bounds of records that need explicit ones: a `GeneralLayout` in the making.
struct BatchBuilder: ~Copyable {
    private var fieldStarts: PooledBuffer<UInt32>
    private var fieldEnds: PooledBuffer<UInt32>
    private var rowFirstField: PooledBuffer<UInt32>
    private var recordStarts: PooledBuffer<UInt32>
    private var recordEnds: PooledBuffer<UInt32>
    private(set) var faults: [RecordFault] = []
    private(set) var skipped = SkipCounts()
    /// Whether a record may hold a NUL.
    var mayHoldNUL = false

    /// How many data records were added.
    var rowCount: Int { recordStarts.count }

    /// How many fields were added.
    var fieldCount: Int { fieldStarts.count }

    init(pool: BufferPool) {
        fieldStarts = PooledBuffer(capacity: 4096, pool: pool)
        fieldEnds = PooledBuffer(capacity: 4096, pool: pool)
        rowFirstField = PooledBuffer(capacity: 1024, pool: pool)
        recordStarts = PooledBuffer(capacity: 1024, pool: pool)
        recordEnds = PooledBuffer(capacity: 1024, pool: pool)
        rowFirstField.append(0)
    }

    /// Room for records that are written through pointers, as many as were asked for; valid until something is added.
    struct Room {
        let fieldStarts: UnsafeMutablePointer<UInt32>
        let fieldEnds: UnsafeMutablePointer<UInt32>
        let rowFirstField: UnsafeMutablePointer<UInt32>
        let recordStarts: UnsafeMutablePointer<UInt32>
        let recordEnds: UnsafeMutablePointer<UInt32>
        /// The fields that were there before.
        let firstField: Int
    }

    /// Makes room for further records; those written there count once `take` says so.
    mutating func room(fields: Int, records: Int) -> Room {
        fieldStarts.reserve(fields)
        fieldEnds.reserve(fields)
        rowFirstField.reserve(records)
        recordStarts.reserve(records)
        recordEnds.reserve(records)
        return Room(
            fieldStarts: fieldStarts.baseAddress + fieldStarts.count,
            fieldEnds: fieldEnds.baseAddress + fieldEnds.count,
            rowFirstField: rowFirstField.baseAddress + rowFirstField.count,
            recordStarts: recordStarts.baseAddress + recordStarts.count,
            recordEnds: recordEnds.baseAddress + recordEnds.count,
            firstField: fieldStarts.count
        )
    }

    /// Takes in what was written into the room.
    mutating func take(fields: Int, records: Int) {
        fieldStarts.setCount(fieldStarts.count + fields)
        fieldEnds.setCount(fieldEnds.count + fields)
        rowFirstField.setCount(rowFirstField.count + records)
        recordStarts.setCount(recordStarts.count + records)
        recordEnds.setCount(recordEnds.count + records)
    }

    /// Ends the record whose fields were added.
    private mutating func endRecord(_ range: Range<Int>) {
        recordStarts.append(UInt32(truncatingIfNeeded: range.lowerBound))
        recordEnds.append(UInt32(truncatingIfNeeded: range.upperBound))
        rowFirstField.append(UInt32(truncatingIfNeeded: fieldStarts.count))
    }

    /// Adds a record as the careful reader left it.
    mutating func addRecord(
        _ reader: RecordReader, _ record: RecordReader.ReadRecord, at start: Int, in text: UnsafeBufferPointer<UInt8>
    ) {
        if !mayHoldNUL, let base = text.baseAddress, memchr(base + start, 0, record.next - start) != nil {
            mayHoldNUL = true
        }
        if let fault = record.fault {
            let cell =
                reader.starts.indices.contains(fault.column)
                ? Int(reader.starts[fault.column])..<Int(reader.ends[fault.column] & ~GeneralLayout.needsUnescape)
                : start..<record.contentEnd
            faults.append(
                RecordFault(
                    row: rowCount,
                    column: fault.column,
                    code: .quoteError,
                    valueRange: cell,
                    byteOffset: fault.position
                )
            )
        }
        fieldStarts.append(contentsOf: reader.starts)
        fieldEnds.append(contentsOf: reader.ends)
        endRecord(start..<record.next)
    }

    /// Adds a record without fields that is too long to be read.
    mutating func addTooLong(_ range: Range<Int>) {
        faults.append(RecordFault(row: rowCount, column: -1, code: .recordTooLong, valueRange: range))
        mayHoldNUL = true
        endRecord(range)
    }

    /// Notes what is wrong with a record that was added.
    mutating func addFault(_ fault: RecordFault) { faults.append(fault) }

    /// Counts what is no data.
    mutating func skip(_ reason: WritableKeyPath<SkipCounts, Int>, count: Int = 1) {
        skipped[keyPath: reason] += count
    }

    /// Ends collecting.
    consuming func layout() -> GeneralLayout {
        GeneralLayout(
            fieldStarts: fieldStarts.freeze(),
            fieldEnds: fieldEnds.freeze(),
            rowFirstField: rowFirstField.freeze(),
            recordStarts: recordStarts.freeze(),
            recordEnds: recordEnds.freeze()
        )
    }
}
