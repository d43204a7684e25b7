import WeirModel

/// All values of one key so far and the records that have them, in bounded memory.
///
/// Keys are looked up a chunk of rows at a time: first those of all rows in what is on disk, which does not change within
/// a chunk, then row by row in what is in memory.
///
/// Whole numbers are known in three ways: as stretches of ascending ones; by their bits and a line in a journal, if they
/// stand close together; and like all other keys by a hash table in memory and sorted files on disk.
struct KeyIndex: ~Copyable {
    /// The most rows of a chunk.
    static let chunkRows = 512
    /// The least memory of an index, in bytes.
    static let leastBytes = 64 << 10
    /// After so many keys it is seen how close together they stand.
    private static let judgedKeys = 16 << 10

    private let byteLimit: Int
    private let pool: BufferPool
    private let remembersRecords: Bool
    private var table: KeyTable
    private var spilled: SpilledKeys
    private var sequences: KeySequences
    private var pages: NumberPages
    private var journal: NumberJournal
    private var isJudged = false
    private var hasPages = false
    /// The least and the greatest key so far, as numbers; only for exact keys.
    private var least = Int64.max
    private var greatest = Int64.min
    private let scramble = WordScramble()
    private var chunk: KeyChunk
    /// What was met where the keys of the chunk belong: of no use but to have been read before it is needed.
    private var warmth: UInt64 = 0

    /// Makes an empty index.
    ///
    /// - Parameters:
    ///   - byteLimit: the most memory that it takes, in bytes.
    ///   - remembersRecords: whether it matters which record has a key, and not only that one has it.
    init(byteLimit: Int, remembersRecords: Bool = true, space: SpillSpace, pool: BufferPool) {
        self.byteLimit = byteLimit
        self.remembersRecords = remembersRecords
        self.pool = pool
        table = KeyTable(byteLimit: byteLimit / 2, pool: pool)
        spilled = SpilledKeys(in: space, filterBytes: byteLimit / 4, bufferBytes: byteLimit / 32 * 3, pool: pool)
        sequences = KeySequences(byteLimit: byteLimit / 8)
        pages = NumberPages(byteLimit: 0, pool: pool)
        journal = NumberJournal(
            rows: Self.chunkRows, byteLimit: min(byteLimit / 32, 64 << 10), space: space, pool: pool)
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
        try journal.pack()
        if !isJudged, keys.isExact, table.count >= min(Self.judgedKeys, byteLimit / 128) { judge() }
        chunk.begin(rows)
        if keys.isExact {
            if collectNumbers(keys, rows), !journal.isEmpty {
                try Self.move(&journal, into: &table, &spilled, scramble)
            }
        } else {
            for row in rows where keys.validity[row] != 0 { chunk.add(entry(keys, row, record: 0), row) }
        }
        if forInserting, !table.reserve(rows.count) { try table.drain { try spilled.add($0) } }
        warmth = chunk.touch(table)
        if !spilled.isEmpty { try chunk.lookUp(in: spilled) }
    }

    /// Adds the numbers of the chunk that must be looked for.
    ///
    /// - Returns: whether one is known by its bits, so that the record that has it is in the journal.
    private mutating func collectNumbers(_ keys: LentKeys, _ rows: Range<Int>) -> Bool {
        var isKnown = false
        for row in rows where keys.validity[row] != 0 {
            // Beyond all that was there so far nothing needs to be looked for.
            let value = Int64(bitPattern: keys.words[row])
            guard value >= least, value <= greatest, sequences.record(of: value) < 0 else { continue }
            if hasPages {
                switch pages.answer(value) {
                case .absent: continue
                case .present:
                    guard remembersRecords else { continue }
                    isKnown = true
                case .unknown: break
                }
            }
            chunk.add(entry(keys, row, record: 0), row)
        }
        return isKnown
    }

    /// The record that has the key of a row already, or -1; any record at all if they are not remembered.
    @inline(__always)
    func record(ofKeyIn row: Int, _ keys: LentKeys) -> Int {
        var isKnown = false
        if keys.isExact {
            let value = Int64(bitPattern: keys.words[row])
            guard value >= least, value <= greatest else { return -1 }
            let record = sequences.record(of: value)
            if record >= 0 { return record }
            if hasPages {
                switch pages.answer(value) {
                case .absent: return -1
                case .present:
                    guard remembersRecords else { return 0 }
                    isKnown = true
                case .unknown: break
                }
            }
        }
        var record = chunk.record(of: row)
        if record < 0 { record = table.record(of: entry(keys, row, record: 0)) }
        return record < 0 && isKnown ? journal.freshRecord(of: keys.words[row]) : record
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
            if hasPages, pages.insert(value) {
                if remembersRecords { journal.note(keys.words[row], record: record) }
                return
            }
        }
        table.insert(entry(keys, row, record: record))
    }

    @inline(__always)
    private func entry(_ keys: LentKeys, _ row: Int, record: Int) -> KeyEntry {
        keys.isExact
            ? KeyEntry(word: scramble(keys.words[row]), extra: 0, record: record)
            : KeyEntry(word: keys.words[row], extra: keys.extras[row], record: record)
    }

    /// Makes pages of bits if there is room for those of all numbers so far; the table and the filters leave it to them.
    private mutating func judge() {
        isJudged = true
        pages = NumberPages(byteLimit: byteLimit / 8 * 3, pool: pool)
        hasPages = true
        for place in 0..<table.places {
            guard let key = table.key(at: place) else { continue }
            hasPages = pages.insert(Int64(bitPattern: scramble.value(of: key.word))) && hasPages
        }
        if hasPages {
            table.limit(toBytes: byteLimit / 4)
            spilled.limitFilters(toBytes: byteLimit / 8)
        } else {
            pages = NumberPages(byteLimit: 0, pool: pool)
        }
    }

    /// Moves numbers from the journal to where they can be found.
    private static func move(
        _ journal: inout NumberJournal, into table: inout KeyTable, _ spilled: inout SpilledKeys,
        _ scramble: WordScramble
    ) throws {
        try journal.replay { value, rest in
            if !table.reserve(1) { try table.drain { try spilled.add($0) } }
            table.insert(KeyEntry(word: scramble(value), rest: rest))
        }
    }
}
