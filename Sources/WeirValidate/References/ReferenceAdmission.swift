import WeirModel

/// Takes out rows that refer to a record that is not there.
final class ReferenceAdmission: RowAdmission {
    private let plan: ValidationPlan
    private let keys: ReferenceKeys
    private let registry: HeaderRegistry
    private let pool: BufferPool

    /// Makes an admission.
    ///
    /// - Parameter keys: the keys of all tables that the plan refers to.
    init(_ plan: ValidationPlan, keys: ReferenceKeys, registry: HeaderRegistry, pool: BufferPool) {
        self.plan = plan
        self.keys = keys
        self.registry = registry
        self.pool = pool
    }

    /// Looks at the next batch.
    ///
    /// - Throws: `validate.spillFailed`.
    func admit(_ batch: inout CheckedBatch) throws -> Bool {
        guard batch.keys.count == plan.gathered.count, batch.rows > 0 else { return false }
        var dangling: [(row: Int, reference: Int)] = []
        for (index, reference) in plan.references.enumerated() {
            let column = batch.keys[plan.keys.count + index]
            dangling += try keys.missing(column, rows: batch.rows, from: reference.target).map { ($0, index) }
        }
        let spoiled = batch.spoiledRows
        if !spoiled.isEmpty { dangling.removeAll { spoiled.contains($0.row) } }
        guard !dangling.isEmpty else { return false }
        let severity = plan.onViolation == .keep ? Severity.warning : plan.settings.severity[.foreignKey]
        let places = dangling.map { (row: $0.row, column: plan.references[$0.reference].column) }
        let ranges = try registry.valueRanges(of: places, in: batch.records, pool: pool)
        batch.add(
            zip(dangling, zip(places, ranges)).map { item, place in
                var violation = Violation(
                    row: item.row, column: place.0.column, code: .foreignKey, valueRange: place.1)
                violation.foreignKey = item.reference
                violation.severity = severity
                return violation
            })
        return severity == .error && batch.reject(dangling.map(\.row), pool: pool)
    }
}

/// Asks several admissions, one after the other.
final class AdmissionSequence: RowAdmission {
    private let admissions: [any RowAdmission]

    init(_ admissions: [any RowAdmission]) { self.admissions = admissions }

    func admit(_ batch: inout CheckedBatch) throws -> Bool {
        var isChanged = false
        for admission in admissions where try admission.admit(&batch) { isChanged = true }
        return isChanged
    }
}
