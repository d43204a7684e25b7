import WeirModel
import WeirValidate

/// Checks the sample against the fields that will be written, and loosens those that refuse a value of it.
struct FinalCheck {
    private let records: SampleRecords
    private let pool = BufferPool()

    init(_ records: SampleRecords) { self.records = records }

    /// Makes fields texts until all sound records are accepted, but for the share that may fail.
    func loosen(_ columns: inout [ColumnGuess], tolerance: Double) throws {
        let failures = try failures(of: columns)
        for (index, failure) in failures where Double(failure.count) > tolerance * Double(records.count) {
            columns[index].loosen(
                because:
                    "\(Counted.of(failure.count, "sampled value")) did not fit, such as \(Shown.quoted(failure.text))")
        }
    }

    private func failures(of columns: [ColumnGuess]) throws -> [Int: (count: Int, text: String)] {
        let fields = columns.enumerated().map { index, column in
            var field = column.field
            field.name = SampleBatch.label(index)
            return field
        }
        let validator = Validator(plan: try ValidationPlan(schema: TableSchema(fields: fields)), pool: pool)
        var failures: [Int: (count: Int, text: String)] = [:]
        for batch in records.batches where batch.width == columns.count {
            for violation in try validator(batch.records).violations
            where violation.column >= 0 && batch.isSound[violation.row] {
                let text = failures[violation.column]?.text ?? batch.text(row: violation.row, column: violation.column)
                failures[violation.column] = ((failures[violation.column]?.count ?? 0) + 1, text)
            }
        }
        return failures
    }
}
