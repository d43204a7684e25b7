import WeirModel

/// The keys of one index that went to disk: a few large runs, each at least twice as large as the next, and behind them
/// small ones.
///
/// To look into a small run costs little, because it has a filter in memory. When there is no room for another filter,
/// the small runs become a large one, in one pass, together with those that are no longer twice as large. So there are
/// few to look into without a filter, and each key is written only a few times.
struct SpilledKeys: ~Copyable {
    private var runs: [KeyRun] = []
    private let space: SpillSpace
    private var filterBytes: Int
    private let bufferBytes: Int
    private let pool: BufferPool

    /// Makes an empty collection.
    ///
    /// - Parameters:
    ///   - filterBytes: the most memory for filters, in bytes.
    ///   - bufferBytes: the memory for the buffers of a merge together, in bytes.
    init(in space: SpillSpace, filterBytes: Int, bufferBytes: Int, pool: BufferPool) {
        self.space = space
        self.filterBytes = filterBytes
        self.bufferBytes = bufferBytes
        self.pool = pool
    }

    /// Whether there are no keys.
    var isEmpty: Bool { runs.isEmpty }

    /// Notes for each of some keys which runs may hold it: bit by bit, the last run in bit 0.
    ///
    /// It is done for many keys at once, because each answer waits for memory, and many can wait together.
    func candidates(
        for keys: UnsafePointer<KeyEntry>, count: Int, into masks: UnsafeMutablePointer<UInt64>
    ) {
        for index in 0..<count { masks[index] = 0 }
        for run in runs {
            guard let filter = run.filter else {
                for index in 0..<count { masks[index] = masks[index] &<< 1 | 1 }
                continue
            }
            for index in 0..<count { masks[index] = masks[index] &<< 1 | (filter.mayHold(keys[index]) ? 1 : 0) }
        }
    }

    /// The record that has a key, or -1.
    ///
    /// - Parameter candidates: which runs may hold it.
    func record(of key: KeyEntry, candidates: UInt64) throws -> Int {
        var rest = candidates
        while rest != 0 {
            let run = runs[runs.count - 1 - rest.trailingZeroBitCount]
            let record = try run.record(of: key)
            if record >= 0 { return record }
            rest &= rest &- 1
        }
        return -1
    }

    /// Takes a lower limit for the memory of filters, in bytes.
    mutating func limitFilters(toBytes byteLimit: Int) { filterBytes = min(filterBytes, byteLimit) }

    /// Takes in keys, in order, none of which is there.
    mutating func add(_ keys: UnsafeBufferPointer<KeyEntry>) throws {
        var first = runs.count
        var total = keys.count
        let held = runs.reduce(0) { $0 + ($1.filter?.byteCount ?? 0) }
        if held + KeyFilter.byteCount(keys: total) > filterBytes {
            while first > 0, runs[first - 1].filter != nil || runs[first - 1].count < 2 * total {
                first -= 1
                total += runs[first].count
            }
        }
        let merged = Array(runs[first...])
        for run in merged { run.filter = nil }
        let buffer = min(bufferBytes / (merged.count + 1), 256 << 10)
        var writer = try KeyRun.Writer(
            count: total, hasFilter: KeyFilter.byteCount(keys: total) <= filterBytes, in: space, bufferBytes: buffer,
            pool: pool)
        var merge = KeyMerge(keys, merged, bufferBytes: buffer, pool: pool)
        while let key = try merge.next() { try writer.append(key) }
        runs.removeSubrange(first...)
        runs.append(try writer.finish())
    }
}
