/// A row that the target does not take: a value that it has no room for, a key that is there, a rule of its own.
public struct RowRefusal: Error, Sendable, Hashable {
    /// The row in its batch, from 0.
    public var row: Int
    /// The column of the target that it is about, from 0; `nil` for the row as a whole.
    public var column: Int?
    /// What the target says, in one sentence.
    public var reason: String
    /// The class and the code of the refusal, as the SQL standard numbers them; `nil` where the target has none.
    public var sqlState: String?

    /// Makes a refusal.
    public init(row: Int, column: Int? = nil, reason: String, sqlState: String? = nil) {
        self.row = row
        self.column = column
        self.reason = reason
        self.sqlState = sqlState
    }
}
