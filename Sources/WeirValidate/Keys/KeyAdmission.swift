public import WeirModel

/// Takes out rows whose key an earlier row has.
///
/// The first row with a key has it, in the order of the input. A row has its keys only if it goes on: one that is
/// rejected, for whatever reason, leaves them to a later row, so that it can be corrected and loaded. What is wrong with
/// the keys of a rejected row is reported all the same. A row without a value in a field of a key does not have that key.
public final class KeyAdmission: RowAdmission {
    private let plans: [KeyPlan]
    private let indexes: [KeyHolder]
    private let registry: HeaderRegistry
    /// For each key how bad a second row with it is.
    private let severities: [Severity]
    private let pool: BufferPool
    private var numbers = RecordNumbers()

    /// Makes an admission without any row so far.
    init(_ plan: ValidationPlan, registry: HeaderRegistry, limits: KeyLimits, pool: BufferPool) {
        let space = SpillSpace(limits)
        let share = plan.keyShare(of: limits)
        plans = plan.keys
        // Tables grow to blocks of their own sizes, which nobody else would use again.
        let blocks = BufferPool(retainedBytes: 0)
        indexes = plan.keys.map { _ in KeyHolder(KeyIndex(byteLimit: share, space: space, pool: blocks)) }
        severities = plan.keys.map { key in
            plan.onViolation == .keep ? .warning : plan.settings.severity[key.code]
        }
        self.registry = registry
        self.pool = pool
    }

    /// Looks at the next batch.
    ///
    /// - Throws: `validate.spillFull`, `validate.spillFailed`.
    public func admit(_ batch: inout CheckedBatch) throws -> Bool {
        guard batch.keys.count >= plans.count, batch.rows > 0 else { return false }
        let start = numbers.begin(batch.records)
        var collisions = try batch.accepted.withUnsafeBufferPointer { accepted in
            try LentKeys.lend(batch.keys.prefix(plans.count)) { keys in
                try collide(keys, accepted: accepted, rows: batch.rows, start: start)
            }
        }
        guard !collisions.isEmpty else { return false }
        // What was kept of a record that is too long says nothing about its keys.
        let spoiled = batch.spoiledRows
        if !spoiled.isEmpty { collisions.removeAll { spoiled.contains($0.row) } }
        try report(collisions, in: &batch)
        guard severities.contains(.error) else { return false }
        return batch.reject(collisions.lazy.filter { self.severities[$0.key] == .error }.map(\.row), pool: pool)
    }

    /// A key of a row that an earlier record has.
    private struct Collision {
        var row: Int
        var key: Int
        var record: Int
    }

    /// Goes through the rows in order: looks for their keys, and takes in those that are free.
    private func collide(
        _ keys: [LentKeys], accepted: UnsafeBufferPointer<UInt8>, rows: Int, start: Int
    ) throws -> [Collision] {
        var collisions: [Collision] = []
        for chunk in KeyIndex.chunks(of: rows) {
            for key in keys.indices { try indexes[key].index.prepare(keys[key], chunk) }
            if keys.count == 1 {
                collide(keys[0], &indexes[0].index, accepted, chunk, start, &collisions)
            } else {
                collide(keys, accepted, chunk, start, &collisions)
            }
        }
        return collisions
    }

    /// The usual case: one key.
    private func collide(
        _ keys: LentKeys, _ index: inout KeyIndex, _ accepted: UnsafeBufferPointer<UInt8>, _ rows: Range<Int>,
        _ start: Int, _ collisions: inout [Collision]
    ) {
        for row in rows where keys.validity[row] != 0 {
            let record = index.record(ofKeyIn: row, keys)
            if record >= 0 {
                collisions.append(Collision(row: row, key: 0, record: record))
            } else if accepted[row] != 0 {
                index.insert(row, record: start &+ row, keys)
            }
        }
    }

    /// Several keys, of which a row takes all that are free, or none if it is rejected for another one.
    private func collide(
        _ keys: [LentKeys], _ accepted: UnsafeBufferPointer<UInt8>, _ rows: Range<Int>, _ start: Int,
        _ collisions: inout [Collision]
    ) {
        for row in rows {
            let known = collisions.count
            for key in keys.indices where keys[key].validity[row] != 0 {
                let record = indexes[key].index.record(ofKeyIn: row, keys[key])
                if record >= 0 { collisions.append(Collision(row: row, key: key, record: record)) }
            }
            let isFree = collisions.count == known
            let isKept = collisions[known...].allSatisfy { severities[$0.key] == .warning }
            guard accepted[row] != 0, isKept else { continue }
            for key in keys.indices where keys[key].validity[row] != 0 {
                if !isFree, collisions[known...].contains(where: { $0.key == key }) { continue }
                indexes[key].index.insert(row, record: start &+ row, keys[key])
            }
        }
    }

    /// Adds a violation for each collision.
    private func report(_ collisions: [Collision], in batch: inout CheckedBatch) throws {
        let places = collisions.map { (row: $0.row, column: plans[$0.key].column) }
        let ranges = try registry.valueRanges(of: places, in: batch.records, pool: pool)
        batch.add(
            zip(collisions, ranges).map { collision, range in
                let plan = plans[collision.key]
                let first = numbers.place(of: collision.record)
                var violation = Violation(row: collision.row, column: plan.column, code: plan.code, valueRange: range)
                violation.severity = severities[collision.key]
                violation.collision = KeyCollision(key: collision.key, source: first.source, record: first.record)
                return violation
            })
    }
}
