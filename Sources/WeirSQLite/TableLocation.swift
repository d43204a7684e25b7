/// Columns of a table of a SQLite database, to be read.
public struct TableLocation: Sendable, Hashable {
    /// The database file.
    public var path: String
    /// The table, or a view.
    public var table: String
    /// The columns, in order.
    public var columns: [String]

    /// Makes a location.
    public init(path: String, table: String, columns: [String]) {
        self.path = path
        self.table = table
        self.columns = columns
    }

    /// The database and the table, as a person names them.
    public var description: String { "\(path), table \(table)" }

    /// The query for all records that have a value in each of the columns.
    var query: String {
        // A name in quotes that is no column would be a text to SQLite; behind a table it cannot be.
        let names = columns.map { "t." + Identifier.quoted($0) }
        let conditions = names.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
        return "SELECT \(names.joined(separator: ", ")) FROM \(Identifier.quoted(table)) AS t WHERE \(conditions)"
    }
}
