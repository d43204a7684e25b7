import WeirModel
import WeirValidate

/// Numbers such as `1.234`, whose point can stand between thousands as well as before decimals.
///
/// A comma that separates cells makes a decimal point likely. Elsewhere a column in which each point has three digits
/// behind it is looked at once more: a decimal comma in another column makes it ambiguous.
enum PointAmbiguity {
    /// Says of which columns of numbers it is not clear what their points are.
    static func settle(_ columns: inout [ColumnGuess], in records: SampleRecords) throws {
        let suspects = columns.indices.filter { index in
            let field = columns[index].field
            return field.type == .number && field.decimalChar == "." && field.groupChar == nil
        }
        guard !suspects.isEmpty else { return }
        var fields: [Int: TableSchema.Field] = [:]
        for index in suspects {
            var text = columns[index].field
            text.type = .string
            text.constraints = TableSchema.Constraints()
            text.constraints.pattern = "-?(0|[1-9]\\d{0,2})(\\.\\d{3}){0,4}"
            if text.missingValues == nil { text.missingValues = [""] }
            fields[index] = text
        }
        let witness = columns.first { $0.field.decimalChar == "," }?.field.name
        for (index, tally) in try TypeTrial(records: records).run(fields, patience: 0) where tally.failing == 0 {
            columns[index].doubtPoints(decimalComma: witness)
        }
    }
}
