import WeirModel

/// The table that rows are collected in while another one is still there under the name that it will have.
///
/// It is a table of the same schema, so it survives a crash and takes its place in one transaction.
struct StagedTable {
    /// What its name begins with.
    static let prefix = "_weir_staged_"
    private let settings: PostgreSQLSettings
    /// What it is called until then.
    let name: String

    init(_ settings: PostgreSQLSettings) {
        self.settings = settings
        // A name has its bounds; the end of a long one is what differs most.
        var rest = Substring(settings.table)
        while (Self.prefix + rest).utf8.count > Identifier.longest { rest = rest.dropFirst() }
        name = Self.prefix + rest
    }

    private var place: String { Identifier.quoted(name, in: settings.schema) }
    private var target: String { Identifier.quoted(settings.table, in: settings.schema) }

    /// Makes it anew; what a run before has left in it goes.
    func create(_ definition: TableDefinition, on connection: Connection) throws {
        try drop(on: connection)
        if !definition.columns.isEmpty { try connection.execute(definition.createSQL(name)) }
    }

    /// Whether it is there.
    func exists(on connection: Connection) throws -> Bool {
        try TargetTable(settings, name, on: connection) != nil
    }

    /// Removes it.
    func drop(on connection: Connection) throws { try connection.execute("DROP TABLE IF EXISTS \(place)") }

    /// Puts it in the place of the target, within a transaction.
    ///
    /// An input without even a header has no columns; it replaces the rows by none.
    func takePlace(hasColumns: Bool, on connection: Connection) throws {
        guard hasColumns else {
            if try TargetTable(settings, settings.table, on: connection) != nil {
                try connection.execute("DELETE FROM \(target)")
            }
            return
        }
        try connection.execute("DROP TABLE IF EXISTS \(target)")
        try connection.execute("ALTER TABLE \(place) RENAME TO \(Identifier.quoted(settings.table))")
    }
}
