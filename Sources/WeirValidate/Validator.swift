public import WeirFlow
public import WeirModel

/// Checks records against a schema and turns their cells into typed columns.
///
/// It keeps nothing from one batch to the next but the header that was matched last, so it can be fanned out over as many
/// cores as there are.
///
/// - Emits: one checked batch per batch of records, with the same rows.
/// - Holds: the columns of the batch at work, if they are kept: 1 byte per cell, 8 bytes more for a value and 8 for a
///   text; the texts whose quotes had to be resolved; 13 bytes per row for a key that is hashed.
/// - Completes: with its input.
/// - Fails: `validate.header`.
public final class Validator: Transform {
    private let plan: ValidationPlan
    private let registry: HeaderRegistry
    private let marks: RowMarks?
    private let keepsColumns: Bool
    private let usesVectors: Bool
    private let pool: BufferPool

    /// Makes a validator.
    ///
    /// - Parameters:
    ///   - plan: the compiled schema.
    ///   - pool: where the memory of the columns comes from.
    ///   - sources: the inputs of the run, so that an error can name the one whose header does not fit.
    ///   - run: which run it is, for generated columns.
    ///   - keepsColumns: whether the columns are to be read behind; if not, the batches have none, unless keys, rules
    ///     or JSON Schemas of the schema need them.
    ///   - usesVectors: whether the processor's vectors may be used; the result is the same.
    public init(
        plan: ValidationPlan, pool: BufferPool, sources: [SourceInfo] = [],
        run: RunIdentity = RunIdentity(id: "", pipeline: "", startedAt: 0), keepsColumns: Bool = true,
        usesVectors: Bool = true
    ) {
        self.keepsColumns = keepsColumns
        self.usesVectors = usesVectors
        marks = plan.generated.isEmpty ? nil : RowMarks(plan.generated, run: run, sources: sources)
        self.plan = plan
        registry = HeaderRegistry(plan: plan, sources: sources)
        self.pool = pool
    }

    /// Makes what takes out rows that refer to nothing, and rows whose key an earlier row has; `nil` if the schema has
    /// no keys.
    ///
    /// It must be asked in the order of the input, which checking a batch need not be.
    ///
    /// - Parameter references: the keys of the tables that the schema refers to; foreign keys are not looked at without.
    public func admission(limits: KeyLimits, references: ReferenceKeys? = nil) -> (any RowAdmission)? {
        var admissions: [any RowAdmission] = []
        if let references, !plan.references.isEmpty {
            // First, because a row that is rejected leaves its keys to a later one.
            admissions.append(ReferenceAdmission(plan, keys: references, registry: registry, pool: pool))
        }
        if !plan.keys.isEmpty {
            admissions.append(KeyAdmission(plan, registry: registry, limits: limits, pool: pool))
        }
        return admissions.count > 1 ? AdmissionSequence(admissions) : admissions.first
    }

    /// Checks one batch.
    public func callAsFunction(_ input: consuming RecordBatch) throws -> CheckedBatch {
        let batch = input
        if batch.rowCount == 0, batch.header.labels.isEmpty {
            // An empty input has no header that could be wrong.
            return CheckedBatch(
                records: batch, columns: [], arena: Bytes(), accepted: PooledArray(), acceptedCount: 0, violations: [])
        }
        let entry = try registry.entry(for: batch)
        let keepsColumns = keepsColumns || entry.plan.needsColumns
        return CellLayout.lend(batch, pool: pool) { layout in
            var checker = BatchChecker(
                batch, layout: layout, plan: entry.plan, match: entry.match, keepsColumns: keepsColumns,
                usesVectors: usesVectors, pool: pool)
            checker.run()
            var checked = checker.finish(batch, marks: keepsColumns ? marks : nil, pool: pool)
            if batch.firstRecord == 0 { checked.headerWarnings = entry.match.warnings }
            return checked
        }
    }
}
