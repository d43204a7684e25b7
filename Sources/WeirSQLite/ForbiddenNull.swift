import WeirModel
import WeirWrite

/// A required number that is NaN, which SQLite stores as a null: its row is to be refused by its number.
enum ForbiddenNull {
    /// Whether an accepted row of the batch has one.
    static func isIn(_ batch: CheckedBatch, _ columns: [ColumnInfo]) -> Bool {
        batch.withView { view in
            zip(columns, view.columns).contains { column, values in
                column.required && values.type == .number
                    && view.accepted.indices.contains { row in isIn(row, of: view, values) }
            }
        }
    }

    /// The first row that has one, and its column.
    static func first(in batch: CheckedBatch, _ columns: [ColumnInfo]) -> (row: Int, column: String)? {
        batch.withView { view in
            for row in view.accepted.indices {
                for (column, values) in zip(columns, view.columns)
                where column.required && values.type == .number && isIn(row, of: view, values) {
                    return (row, column.name)
                }
            }
            return nil
        }
    }

    private static func isIn(_ row: Int, of view: BatchView, _ values: BatchView.Column) -> Bool {
        view.accepted[row] != 0 && values.validity[row] != 0 && Double(bitPattern: values.values[row]).isNaN
    }
}
