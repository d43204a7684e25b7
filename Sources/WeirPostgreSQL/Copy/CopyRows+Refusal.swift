import WeirModel
import WeirWrite

extension CopyRows {
    /// What the server would say of a column without a value that must have one.
    func missing(_ row: Int, _ index: Int) -> RowRefusal {
        let column = column(index)
        let reason =
            column.isKey
            ? "the key column \"\(column.name)\" has no value, so it is not clear which row is meant"
            : "the column \"\(column.name)\" of the table must have a value"
        return RowRefusal(row: row, column: index, reason: reason, sqlState: "23502")
    }

    /// Why there is no room for a value; it tells nothing of the value.
    func refusal(of values: BatchView.Column, _ row: Int, _ view: BatchView, _ index: Int) -> RowRefusal {
        let column = column(index)
        let place = "column \"\(column.name)\", which is \(column.declared)"
        func refusal(_ reason: String, _ state: String) -> RowRefusal {
            RowRefusal(row: row, column: index, reason: reason, sqlState: state)
        }
        switch column.wire {
        case .text(let limit):
            guard values.type.isWritten else { return refusal("the value does not fit into \(place)", "22001") }
            let text = view.text(values.slices[row])
            if text.contains(0) {
                return refusal("the text holds a NUL character, which PostgreSQL cannot store", "22021")
            }
            let length = limit.map { _ in "\(CopyRows.characters(text)) characters" } ?? "\(text.count) bytes"
            return refusal("the text has \(length), more than fit into \(place)", "22001")
        case .json, .jsonb: return refusal("the text holds a NUL character, which PostgreSQL cannot store", "22021")
        case .uuid: return refusal("the text is no UUID, as \(place), wants it", "22P02")
        case .date, .timestamp, .time: return refusal("the value is out of the range of \(place)", "22008")
        default: return refusal("the number is out of the range of \(place)", "22003")
        }
    }
}
