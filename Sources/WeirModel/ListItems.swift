/// How the values of a column of lists are written.
public struct ListItems: Sendable, Hashable {
    /// What separates the items.
    public var delimiter: String
    /// The type of each item, in its default form.
    public var type: TableSchema.FieldType

    /// Makes a description.
    public init(delimiter: String = ",", type: TableSchema.FieldType = .string) {
        self.delimiter = delimiter
        self.type = type
    }
}
