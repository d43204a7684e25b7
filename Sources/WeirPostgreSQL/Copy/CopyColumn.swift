/// A column as the rows are copied into it.
struct CopyColumn: Sendable, Hashable {
    /// Its name in the table.
    var name: String
    /// How the server wants its values.
    var wire: WireType
    /// What the table calls its type, for messages.
    var declared: String
    /// Whether each row needs a value.
    var isNotNull: Bool
    /// Whether it tells rows apart.
    var isKey = false
    /// Whether the server may refuse a value that was encoded for it: by a rule of the type.
    var mayBeRefused = false
}
