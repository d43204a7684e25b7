internal import WeirModel
public import WeirWrite

/// The runs that a schema of a PostgreSQL database remembers.
public struct PostgreSQLRuns: TargetRuns {
    private let settings: PostgreSQLSettings

    /// Looks at the database and the schema of settings.
    public init(_ settings: PostgreSQLSettings) { self.settings = settings }

    /// Looks at a database, by its address.
    ///
    /// - Parameter schema: the schema that the runs are recorded in.
    public init(url: String, schema: String = PostgreSQLSettings().schema) {
        settings = PostgreSQLSettings(url: url, schema: schema)
    }

    /// Whether a text is the address of a database.
    public static func isURL(_ text: String) -> Bool {
        text.hasPrefix("postgresql://") || text.hasPrefix("postgres://")
    }

    /// What is wrong with the address of a database, or that the program was built without PostgreSQL; `nil` if nothing.
    public static func problem(ofURL url: String) -> String? {
        isBuilt
            ? Connection.problem(ofURL: url).map { "the address \($0)" }
            : "this weir \(PostgreSQLSettings.howToBuild)"
    }

    /// Whether the program was built with PostgreSQL.
    public static var isBuilt: Bool { Connection.isBuilt }

    /// The database, without a password.
    public var destination: String { Connection.description(ofURL: settings.url) }

    /// All runs, the newest first.
    public func entries(table: String?) throws -> [RunEntry] {
        try connected { connection in
            try RunTable(schema: settings.schema).entries(table: table, on: connection).map { entry in
                guard entry.record.state == .running else { return entry }
                var entry = entry
                var target = settings
                target.table = entry.table
                if try !TargetLock(target).isHeld(on: connection) { entry.record.state = .interrupted }
                return entry
            }
        }
    }

    /// Removes what a run has stored.
    public func undo(_ id: String, runColumn: String?, keepsRows: Bool) throws -> (entry: RunEntry, rows: Int) {
        let entry = try entry(toUndo: id, in: destination)
        let rows = try connected { connection in
            var target = settings
            target.table = entry.table
            try TargetLock(target).take(on: connection)
            try connection.execute("BEGIN")
            var removed = 0
            let undo = RunUndo(settings: target, runColumn: runColumn)
            if keepsRows {
                try RunTable(schema: target.schema).end(entry.record, .undone, on: connection)
                try undo.forget(id, on: connection)
            } else {
                removed = try undo.remove(entry.record, table: entry.table, on: connection)
            }
            try connection.execute("COMMIT")
            return removed
        }
        return (entry, rows)
    }

    private func connected<Result>(_ body: (Connection) throws -> Result) throws -> Result {
        try WeirError.mapping(destination) { try body(Connection(url: settings.url, name: "weir")) }
    }
}

extension PostgreSQLSettings {
    /// A database and a schema, whatever the table.
    fileprivate init(url: String, schema: String) {
        self.url = url
        self.schema = schema
    }
}
