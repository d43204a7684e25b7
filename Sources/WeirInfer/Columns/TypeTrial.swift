import WeirModel
import WeirValidate

/// Checks columns of a sample against fields, with the project's own validator.
struct TypeTrial {
    let records: SampleRecords
    private let pool = BufferPool()

    /// Counts which values fit.
    ///
    /// - Parameters:
    ///   - fields: the field for each column that is tried.
    ///   - patience: the share of values that may fail before a column is given up.
    ///   - wantsExtremes: whether the least and the greatest values are wanted.
    /// - Returns: the tallies; one that was given up stands at where it was then.
    func run(
        _ fields: [Int: TableSchema.Field], patience: Double, wantsExtremes: Bool = false
    ) throws -> [Int: TypeTally] {
        var tallies = fields.mapValues { _ in TypeTally() }
        var alive = fields.keys.sorted()
        var extremes: [Int: Extremes] = [:]
        var validator: Validator?
        for batch in records.batches where !alive.isEmpty {
            let checked = try (validator ?? makeValidator(alive, fields))(batch.records)
            for violation in checked.violations {
                guard violation.code == .typeError || violation.constraint == .pattern, violation.column >= 0,
                    batch.isSound[violation.row]
                else { continue }
                let column = alive[violation.column]
                tallies[column, default: TypeTally()].failing += 1
                if tallies[column]?.failing == 1 {
                    tallies[column]?.firstFailing = batch.text(row: violation.row, column: column)
                }
            }
            for (place, column) in alive.enumerated() {
                let validity = checked.columns[place].validity
                var valid = validity.withUnsafeBufferPointer { marks in
                    batch.isSound.indices.reduce(0) { $0 + (batch.isSound[$1] && marks[$1] != 0 ? 1 : 0) }
                }
                // A text that fails its pattern is still a text.
                if checked.columns[place].type == .text {
                    valid -= checked.violations.count {
                        $0.column == place && $0.constraint == .pattern && batch.isSound[$0.row]
                    }
                }
                tallies[column, default: TypeTally()].fitting += valid
                if wantsExtremes {
                    extremes[column, default: Extremes()].look(at: checked.columns[place], column, of: batch)
                }
            }
            let still = alive.filter { column in
                guard let tally = tallies[column] else { return false }
                return Double(tally.failing) <= patience * Double(tally.values)
            }
            if still.count == alive.count, validator == nil {
                validator = try makeValidator(alive, fields)
            } else if still.count < alive.count {
                alive = still
                validator = nil
            }
        }
        for (column, found) in extremes {
            tallies[column]?.least = found.least
            tallies[column]?.greatest = found.greatest
        }
        return tallies
    }

    private func makeValidator(_ columns: [Int], _ fields: [Int: TableSchema.Field]) throws -> Validator {
        let named = columns.compactMap { column in
            fields[column].map { field in
                var field = field
                field.name = SampleBatch.label(column)
                return field
            }
        }
        let schema = TableSchema(fields: named, fieldsMatch: .subset)
        return Validator(plan: try ValidationPlan(schema: schema), pool: pool)
    }
}

extension TypeTrial {
    /// The least and the greatest value of a column so far.
    private struct Extremes {
        private var bounds: (low: UInt64, high: UInt64)?
        private(set) var least: String?
        private(set) var greatest: String?

        mutating func look(at values: Column, _ column: Int, of batch: SampleBatch) {
            // Types that are held as texts have no order.
            guard values.type != .boolean, values.values.count == batch.isSound.count else { return }
            let rows = values.validity.withUnsafeBufferPointer { marks in
                values.values.withUnsafeBufferPointer { extremes(values.type, $0, marks, batch.isSound) }
            }
            if let row = rows.low { least = batch.text(row: row, column: column) }
            if let row = rows.high { greatest = batch.text(row: row, column: column) }
        }

        /// The rows of the new least and greatest values.
        private mutating func extremes(
            _ type: ColumnType, _ values: UnsafeBufferPointer<UInt64>, _ marks: UnsafeBufferPointer<UInt8>,
            _ isSound: [Bool]
        ) -> (low: Int?, high: Int?) {
            var rows: (low: Int?, high: Int?)
            for row in isSound.indices where isSound[row] && marks[row] != 0 {
                let value = values[row]
                guard let known = bounds else {
                    if type == .number, Double(bitPattern: value).isNaN { continue }
                    bounds = (value, value)
                    rows = (row, row)
                    continue
                }
                if Self.isLess(value, known.low, type) { (bounds, rows.low) = ((value, known.high), row) }
                if Self.isLess(known.high, value, type) { (bounds, rows.high) = ((known.low, value), row) }
            }
            return rows
        }

        private static func isLess(_ left: UInt64, _ right: UInt64, _ type: ColumnType) -> Bool {
            type == .number
                ? Double(bitPattern: left) < Double(bitPattern: right)
                : Int64(bitPattern: left) < Int64(bitPattern: right)
        }
    }
}
