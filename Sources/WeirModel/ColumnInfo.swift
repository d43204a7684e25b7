/// A column of the target table: what a sink has to know before the first row.
public struct ColumnInfo: Sendable, Hashable {
    /// The name in the target.
    public var name: String
    /// How its values are held.
    public var type: ColumnType
    /// Whether each row has a value.
    public var required: Bool
    /// For a list: what its items are.
    public var items: ListItems?
    /// For dates with times: whether the texts never tell their zone.
    public var isLocal = false

    /// Makes a description of a column.
    public init(name: String, type: ColumnType, required: Bool) {
        self.name = name
        self.type = type
        self.required = required
    }
}
