public import WeirModel

/// Takes out rows whose key an earlier row has.
///
/// The first row with a key has it, in the order of the input. A row has its keys only if it goes on: one that is
/// rejected, for whatever reason, leaves them to a later row, so that it can be corrected and loaded. What is wrong with
/// the keys of a rejected row is reported all the same. A row without a value in a field of a key does not have that key.
public final class KeyAdmission: RowAdmission {
    private let plans: [KeyPlan]
    private let indexes: [Holder]
    private let registry: HeaderRegistry
    /// For each key how bad a second row with it is.
    private let severities: [Severity]
    private let pool: BufferPool
    private var numbers = RecordNumbers()

    /// Makes an admission without any row so far.
    init(_ plan: ValidationPlan, registry: HeaderRegistry, limits: KeyLimits, pool: BufferPool) {
        let space = SpillSpace(folder: limits.spillFolder, byteLimit: limits.spillBytes, calls: limits.calls)
        let share = max(limits.memoryBytes / max(plan.keys.count, 1), KeyIndex.leastBytes)
        plans = plan.keys
        // Tables grow to blocks of their own sizes, which nobody else would use again.
        let blocks = BufferPool(retainedBytes: 0)
        indexes = plan.keys.map { _ in Holder(KeyIndex(byteLimit: share, space: space, pool: blocks)) }
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
        guard batch.keys.count == plans.count, batch.rows > 0 else { return false }
        let start = numbers.begin(batch.records)
        var collisions = try batch.accepted.withUnsafeBufferPointer { accepted in
            try LentKeys.lend(batch.keys[...]) { keys in
                try collide(keys, accepted: accepted, rows: batch.rows, start: start)
            }
        }
        guard !collisions.isEmpty else { return false }
        // What was kept of a record that is too long says nothing about its keys.
        let spoiled = Set(batch.violations.lazy.filter { $0.code == .recordTooLong }.map(\.row))
        if !spoiled.isEmpty { collisions.removeAll { spoiled.contains($0.row) } }
        try report(collisions, in: &batch)
        return reject(collisions, in: &batch)
    }

    /// A key of a row that an earlier record has.
    private struct Collision {
        var row: Int
        var key: Int
        var record: Int
    }

    /// An index in an array.
    private final class Holder {
        var index: KeyIndex

        init(_ index: consuming KeyIndex) { self.index = index }
    }

    /// Goes through the rows in order: looks for their keys, and takes in those that are free.
    private func collide(
        _ keys: [LentKeys], accepted: UnsafeBufferPointer<UInt8>, rows: Int, start: Int
    ) throws -> [Collision] {
        var collisions: [Collision] = []
        var first = 0
        while first < rows {
            let chunk = first..<min(first + KeyIndex.chunkRows, rows)
            for key in keys.indices { try indexes[key].index.prepare(keys[key], chunk) }
            if keys.count == 1 {
                collide(keys[0], &indexes[0].index, accepted, chunk, start, &collisions)
            } else {
                collide(keys, accepted, chunk, start, &collisions)
            }
            first = chunk.upperBound
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

    /// Adds a violation for each collision, in the order of rows and columns.
    private func report(_ collisions: [Collision], in batch: inout CheckedBatch) throws {
        let records = batch.records
        let cells = try registry.entry(for: records).match.cells
        let found = CellLayout.lend(records, pool: pool) { layout in
            collisions.map { collision in
                let plan = plans[collision.key]
                let start = records.recordRange(ofRow: collision.row).lowerBound
                var range = start..<start
                if plan.column >= 0, cells[plan.column] >= 0 {
                    let bounds = layout.bounds(ofCell: cells[plan.column], row: collision.row)
                    range = bounds.start..<bounds.end
                }
                let first = numbers.place(of: collision.record)
                var violation = Violation(row: collision.row, column: plan.column, code: plan.code, valueRange: range)
                violation.severity = severities[collision.key]
                violation.collision = KeyCollision(key: collision.key, source: first.source, record: first.record)
                return violation
            }
        }
        let all = (batch.violations + found).enumerated().sorted { left, right in
            (left.element.row, left.element.column, left.offset)
                < (right.element.row, right.element.column, right.offset)
        }
        batch.violations = all.map(\.element)
    }

    /// Takes the rows out.
    ///
    /// - Returns: whether there was one to take out.
    private func reject(_ collisions: [Collision], in batch: inout CheckedBatch) -> Bool {
        guard severities.contains(.error) else { return false }
        var accepted = ByteBuffer(capacity: batch.rows, pool: pool)
        batch.accepted.withUnsafeBufferPointer { accepted.append(contentsOf: $0) }
        var rejected = 0
        for collision in collisions where accepted[collision.row] != 0 && severities[collision.key] == .error {
            accepted[collision.row] = 0
            rejected += 1
        }
        guard rejected > 0 else { return false }
        batch.accepted = accepted.freeze()
        batch.acceptedCount -= rejected
        return true
    }
}
