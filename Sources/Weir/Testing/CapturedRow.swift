/// A row that a run stored, for a test to look at.
struct CapturedRow {
    /// The values by the names of their columns, in order.
    let values: [(name: String, value: StoredValue)]

    /// Reads a row from the JSON object that stands for it; nil if it is none.
    init?(_ line: ArraySlice<UInt8>) {
        guard case .object(let members)? = JSONReader.read(line) else { return nil }
        values = members
    }

    /// The value of a column.
    subscript(name: String) -> StoredValue? { values.first { $0.name == name }?.value }

    /// `{ id: 1, name: "lamp" }`.
    var description: String { StoredValue.object(values).text }
}
