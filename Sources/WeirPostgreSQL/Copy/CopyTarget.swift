import Synchronization
import WeirModel
import WeirWrite

/// What the rows are copied into: looked at once, for both halves of the sink.
final class CopyTarget: Sendable {
    /// What was found.
    struct Found: Sendable {
        /// The table, if rows are added to one that is there.
        var table: TargetTable?
    }

    private let settings: PostgreSQLSettings
    private let found = Mutex<Found?>(nil)

    init(_ settings: PostgreSQLSettings) { self.settings = settings }

    /// Looks at the target, the first time only.
    func look(by connection: Connection? = nil) throws -> Found {
        try found.withLock { found in
            if let found { return found }
            var now = Found()
            if settings.mode != .replace {
                let connection = try connection ?? Connection(url: settings.url, name: "weir")
                now.table = try TargetTable(settings, settings.table, on: connection)
            }
            found = now
            return now
        }
    }

    /// How the rows are copied.
    func columns(_ columns: [ColumnInfo]) throws -> [CopyColumn] {
        let definition = try TableDefinition(settings, columns: columns)
        guard let table = try WeirError.mapping(settings.destination, { try look().table }) else {
            return definition.ownColumns
        }
        return try definition.columns(in: table)
    }

    /// Whether the table has rules of its own about rows.
    var hasRules: Bool {
        get throws { try settings.mode == .upsert || look().table?.sequentialReason != nil }
    }

    /// Why one connection loads all rows, if that is so.
    func sequentialReason() throws -> String? {
        if settings.connections == 1 { return "connections is 1" }
        if settings.mode == .upsert { return "mode: upsert changes rows that are there" }
        return try look().table?.sequentialReason.map { "the table has \($0)" }
    }
}
