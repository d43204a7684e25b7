public import WeirModel
public import WeirWrite

/// Loads the accepted rows into a table of a PostgreSQL database by binary COPY.
///
/// How far a run has come is stored in the table `_weir_runs` of the same schema, in the transaction that stores the rows.
/// Rows that the table has no room for are refused before they reach the server; of a batch that the server refuses the
/// offending rows are found by savepoints, and the others go in.
public struct PostgreSQLSink: TableSink {
    private let settings: PostgreSQLSettings
    private let pool: BufferPool
    /// The column that says by which run a row came, if there is one.
    private let runColumn: String?
    private let target: CopyTarget
    private let hold = TargetConnection()

    /// Makes a sink of settings without problems.
    ///
    /// - Parameter runColumn: the column that says by which run a row came, if there is one: such rows can be removed.
    public init(_ settings: PostgreSQLSettings, pool: BufferPool = BufferPool(), runColumn: String? = nil) {
        self.settings = settings
        self.pool = pool
        self.runColumn = runColumn
        target = CopyTarget(settings)
    }

    /// The database and the table, without a password.
    public var destination: String { settings.destination }

    /// Binary COPY, over one connection or several; the target is looked at, and not changed.
    public func loadMethod(columns: TableColumns) -> LoadMethod? {
        guard let reason = try? target.sequentialReason() else {
            return LoadMethod(
                name: "binary COPY over \(settings.connections) connections",
                reason: "the order of the rows does not count for the table")
        }
        return LoadMethod(name: "binary COPY over one connection", reason: reason)
    }

    /// Makes the half that runs in parallel.
    public func makeEncoder(columns: TableColumns) throws -> any BatchEncoder {
        try CopyEncoder(columns: columns, target: target, pool: pool)
    }

    /// The runs into the table.
    public func earlierRuns() throws -> [RunRecord] {
        try WeirError.mapping(destination) {
            let connection = try Connection(url: settings.url, name: "weir")
            try TargetLock(settings).check(on: connection)
            return try RunTable(schema: settings.schema).entries(table: settings.table, on: connection).map(\.record)
        }
    }

    /// Notes that the end of the run was told, and closes the connection.
    public func release() {
        guard let (connection, run) = hold.take() else { return }
        // Told twice is better than never.
        try? RunTable(schema: settings.schema).settle(run: run, on: connection)
    }

    /// Notes that the end of a run was told whose process ended before.
    public func settle(_ record: RunRecord) {
        guard let connection = try? Connection(url: settings.url, name: "weir") else { return }
        try? RunTable(schema: settings.schema).settle(run: record.run.id, on: connection)
    }

    /// Connects and takes the lock.
    ///
    /// - Throws: `write.locked` if another run writes the table, `write.busy` if one has since this one was prepared.
    public func makeWriter(_ start: RunStart) throws -> any TableWriter {
        try WeirError.mapping(destination) {
            let connection = try Connection(url: settings.url, name: TargetLock.name(start.run))
            try TargetLock(settings).take(on: connection)
            let known = try RunTable(schema: settings.schema)
                .entries(table: settings.table, on: connection).map(\.record)
            guard start.memory == nil || start.memory == TargetMemory(known) else {
                throw WeirError(
                    .writeBusy, "another run has written to \(destination) just now",
                    hint: "run again, to see what is there")
            }
            hold.put(connection, run: start.run.id)
            return PostgreSQLWriter(settings, start: start, runColumn: runColumn, target: target, connection)
        }
    }
}
