import WeirModel

/// All values of one key so far and the records that have them, in bounded memory.
///
/// Keys are looked up a chunk of rows at a time: first those of all rows in what is on disk, which does not change within
/// a chunk, then row by row in what is in memory.
struct KeyIndex: ~Copyable {
    /// The most rows of a chunk.
    static let chunkRows = 512
    /// The least memory of an index, in bytes.
    static let leastBytes = 64 << 10

    private var table: KeyTable
    private var spilled: SpilledKeys
    private var sequences: KeySequences
    /// The least and the greatest key so far, as numbers; only for exact keys.
    private var least = Int64.max
    private var greatest = Int64.min
    private let scramble: (xor: UInt64, factor: UInt64)
    private var chunk: KeyChunk
    /// What was met where the keys of the chunk belong: of no use but to have been read before it is needed.
    private var warmth: UInt64 = 0

    /// Makes an empty index that takes at most so much memory, in bytes.
    init(byteLimit: Int, space: SpillSpace, pool: BufferPool) {
        table = KeyTable(byteLimit: byteLimit / 2, pool: pool)
        spilled = SpilledKeys(in: space, filterBytes: byteLimit / 4, bufferBytes: byteLimit / 8, pool: pool)
        sequences = KeySequences(byteLimit: byteLimit / 8)
        scramble = (.random(in: .min ... .max), .random(in: .min ... .max) | 1)
        chunk = KeyChunk(rows: Self.chunkRows, pool: pool)
    }

    /// The rows of a batch in chunks.
    static func chunks(of rows: Int) -> some Sequence<Range<Int>> {
        stride(from: 0, to: rows, by: chunkRows).lazy.map { $0..<min($0 + chunkRows, rows) }
    }

    /// Prepares the look-up of the keys of a chunk: makes room in memory, and reads what is on disk.
    ///
    /// - Parameter forInserting: whether keys of the chunk may be inserted.
    mutating func prepare(_ keys: LentKeys, _ rows: Range<Int>, forInserting: Bool = true) throws {
        if forInserting, !table.reserve(rows.count) { try table.drain { try spilled.add($0) } }
        chunk.begin(rows)
        var touched: UInt64 = 0
        for row in rows where keys.validity[row] != 0 {
            if keys.isExact {
                // Beyond all that was there so far nothing needs to be looked for.
                let value = Int64(bitPattern: keys.words[row])
                guard value >= least, value <= greatest, sequences.record(of: value) < 0 else { continue }
            }
            let entry = entry(keys, row, record: 0)
            chunk.add(entry, row)
            touched &+= table.peek(entry)
        }
        warmth = touched
        if !spilled.isEmpty { try chunk.lookUp(in: spilled) }
    }

    /// The record that has the key of a row already, or -1.
    @inline(__always)
    func record(ofKeyIn row: Int, _ keys: LentKeys) -> Int {
        if keys.isExact {
            let value = Int64(bitPattern: keys.words[row])
            guard value >= least, value <= greatest else { return -1 }
            let record = sequences.record(of: value)
            if record >= 0 { return record }
        }
        let record = chunk.record(of: row)
        return record >= 0 ? record : table.record(of: entry(keys, row, record: 0))
    }

    /// Takes in the key of a row, which nobody has.
    ///
    /// - Parameter record: the place of the row in the run.
    @inline(__always)
    mutating func insert(_ row: Int, record: Int, _ keys: LentKeys) {
        if keys.isExact {
            let value = Int64(bitPattern: keys.words[row])
            let isAscending = value > greatest || least > greatest
            least = min(least, value)
            greatest = max(greatest, value)
            if isAscending, sequences.append(value, record: record) { return }
        }
        table.insert(entry(keys, row, record: record))
    }

    @inline(__always)
    private func entry(_ keys: LentKeys, _ row: Int, record: Int) -> KeyEntry {
        keys.isExact
            ? KeyEntry(word: scrambled(keys.words[row]), extra: 0, record: record)
            : KeyEntry(word: keys.words[row], extra: keys.extras[row], record: record)
    }

    /// Spreads values evenly over all words, each to a word of its own, in a way that nobody can foresee.
    @inline(__always)
    private func scrambled(_ value: UInt64) -> UInt64 {
        var word = (value ^ scramble.xor) &* scramble.factor
        word = (word ^ word &>> 32) &* 0xD6E8_FEB8_6659_FD93
        word = (word ^ word &>> 32) &* 0xD6E8_FEB8_6659_FD93
        return word ^ word &>> 32
    }
}
