import WeirModel

/// The keys of one index that went to disk: a few runs, each at least twice as large as the next.
///
/// A new run that would break this is merged with those before it, in one pass, so there are few to look into and each
/// key is written only a few times.
struct SpilledKeys: ~Copyable {
    private var runs: [KeyRun] = []
    private let space: SpillSpace
    private let filterBytes: Int
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

    /// Takes in keys, in order, none of which is there.
    mutating func add(_ keys: UnsafeBufferPointer<KeyEntry>) throws {
        var first = runs.count
        var total = keys.count
        while first > 0, runs[first - 1].count < 2 * total {
            first -= 1
            total += runs[first].count
        }
        let merged = Array(runs[first...])
        for run in merged { run.filter = nil }
        let hasFilter = makeRoom(forFilterOf: total, before: first)
        let buffer = min(bufferBytes / (merged.count + 1), 256 << 10)
        var writer = try KeyRun.Writer(
            count: total, hasFilter: hasFilter, in: space, bufferBytes: buffer, pool: pool)
        var merge = KeyMerge(keys, merged, bufferBytes: buffer, pool: pool)
        while let key = try merge.next() { try writer.append(key) }
        runs.removeSubrange(first...)
        runs.append(try writer.finish())
    }

    /// Drops the filters of the largest runs if a new one needs their memory.
    ///
    /// - Returns: whether there is enough for the new one.
    private func makeRoom(forFilterOf count: Int, before end: Int) -> Bool {
        var left = filterBytes - KeyFilter.byteCount(keys: count)
        guard left >= 0 else {
            // A larger one has none either.
            return false
        }
        for run in runs[..<end].reversed() {
            left -= run.filter?.byteCount ?? 0
            if left < 0 { run.filter = nil }
        }
        return true
    }
}
