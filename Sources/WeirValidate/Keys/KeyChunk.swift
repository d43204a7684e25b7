import WeirModel

/// The keys of a chunk of rows that may be on disk, and what was found there.
struct KeyChunk: ~Copyable {
    private let keyBuffer: PooledBuffer<KeyEntry>
    private let maskBuffer: PooledBuffer<UInt64>
    private let rowBuffer: PooledBuffer<Int32>
    private let recordBuffer: PooledBuffer<Int>
    /// The addresses in these buffers: which keys there are, which runs may hold each, which row each is of; and for
    /// each row of the chunk the record on disk, or -1.
    private let keys: UnsafeMutablePointer<KeyEntry>
    private let masks: UnsafeMutablePointer<UInt64>
    private let places: UnsafeMutablePointer<Int32>
    private let records: UnsafeMutablePointer<Int>
    private var count = 0
    private var firstRow = 0

    /// Makes room for so many rows.
    init(rows: Int, pool: BufferPool) {
        keyBuffer = PooledBuffer(capacity: rows, pool: pool)
        maskBuffer = PooledBuffer(capacity: rows, pool: pool)
        rowBuffer = PooledBuffer(capacity: rows, pool: pool)
        recordBuffer = PooledBuffer(capacity: rows, pool: pool)
        keys = keyBuffer.baseAddress
        masks = maskBuffer.baseAddress
        places = rowBuffer.baseAddress
        records = recordBuffer.baseAddress
    }

    /// Begins with other rows, none of whose keys is on disk so far.
    mutating func begin(_ rows: Range<Int>) {
        count = 0
        firstRow = rows.lowerBound
        records.update(repeating: -1, count: rows.count)
    }

    /// Adds the key of a row.
    @inline(__always)
    mutating func add(_ key: KeyEntry, _ row: Int) {
        keys[count] = key
        places[count] = Int32(truncatingIfNeeded: row &- firstRow)
        count &+= 1
    }

    /// Looks at the places of all keys in memory.
    ///
    /// - Returns: what stands there, of no use but to have been read.
    func touch(_ table: borrowing KeyTable) -> UInt64 {
        var touched: UInt64 = 0
        for index in 0..<count { touched &+= table.peek(keys[index]) }
        return touched
    }

    /// Looks for all keys on disk.
    mutating func lookUp(in spilled: borrowing SpilledKeys) throws {
        spilled.candidates(for: keys, count: count, into: masks)
        for index in 0..<count where masks[index] != 0 {
            records[Int(places[index])] = try spilled.record(of: keys[index], candidates: masks[index])
        }
    }

    /// The record on disk that has the key of a row, or -1.
    @inline(__always)
    func record(of row: Int) -> Int { records[row &- firstRow] }
}
