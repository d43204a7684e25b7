import Synchronization
import WeirModel

/// The keys of the tables that a schema refers to, in bounded memory.
///
/// They are gathered before the first row is checked, so it does not matter where in its table a record stands. A record
/// counts as soon as its key can be read, whatever else is wrong with it.
public final class ReferenceKeys: Sendable {
    private struct State {
        var space: SpillSpace
        var holders: [KeyHolder]
        var counts: [Int]
        var keyless: [KeylessRecords]
    }

    private let state: Mutex<State>

    /// Makes an empty collection for what a plan refers to.
    public init(_ plan: ValidationPlan, limits: KeyLimits) {
        let share = plan.keyShare(of: limits)
        let count = plan.targets.count
        state = Mutex(Self.state(count, share: share, limits: limits))
    }

    private static func state(_ count: Int, share: Int, limits: KeyLimits) -> sending State {
        let space = SpillSpace(limits)
        let blocks = BufferPool(retainedBytes: 0)
        let holders = (0..<count).map { _ in
            KeyHolder(KeyIndex(byteLimit: share, remembersRecords: false, space: space, pool: blocks))
        }
        return State(
            space: space, holders: holders, counts: [Int](repeating: 0, count: count),
            keyless: [KeylessRecords](repeating: KeylessRecords(), count: count))
    }

    /// The records so far that nothing can refer to.
    ///
    /// - Parameter target: the place of what would be referred to in the targets of the plan.
    public func keyless(of target: Int) -> KeylessRecords { state.withLock { $0.keyless[target] } }

    /// Takes in the keys of a batch.
    ///
    /// - Parameter targets: whose keys they are: for each key of the batch a place in the targets of the plan.
    func insert(_ batch: CheckedBatch, into targets: [Int]) throws {
        guard batch.keys.count == targets.count, batch.rows > 0 else { return }
        let spoiled = batch.spoiledRows
        try state.withLock { state in
            for (column, target) in zip(batch.keys, targets) {
                state.counts[target] = try state.holders[target].insert(
                    column, rows: batch.rows, except: spoiled, count: state.counts[target])
                state.keyless[target].add(column, of: batch, except: spoiled)
            }
        }
    }

    /// The rows of a batch whose key is not there; a row without a key has nothing that could be missing.
    ///
    /// - Parameter target: the place of what the key refers to in the targets of the plan.
    func missing(_ column: KeyColumn, rows: Int, from target: Int) throws -> [Int] {
        try state.withLock { state in try state.holders[target].missing(column, rows: rows) }
    }
}

extension KeyHolder {
    /// Takes in the keys of a batch that are not there.
    ///
    /// - Parameter count: how many keys there were before.
    /// - Returns: how many there are now.
    fileprivate func insert(_ column: KeyColumn, rows: Int, except spoiled: Set<Int>, count: Int) throws -> Int {
        try LentKeys.lend([column]) { keys in
            var total = count
            for chunk in KeyIndex.chunks(of: rows) {
                try index.prepare(keys[0], chunk)
                for row in chunk where keys[0].validity[row] != 0 {
                    if !spoiled.isEmpty, spoiled.contains(row) { continue }
                    guard index.record(ofKeyIn: row, keys[0]) < 0 else { continue }
                    index.insert(row, record: total, keys[0])
                    total += 1
                }
            }
            return total
        }
    }

    /// The rows whose key is not there.
    fileprivate func missing(_ column: KeyColumn, rows: Int) throws -> [Int] {
        try LentKeys.lend([column]) { keys in
            var missing: [Int] = []
            for chunk in KeyIndex.chunks(of: rows) {
                try index.prepare(keys[0], chunk, forInserting: false)
                for row in chunk where keys[0].validity[row] != 0 && index.record(ofKeyIn: row, keys[0]) < 0 {
                    missing.append(row)
                }
            }
            return missing
        }
    }
}
