import WeirModel
import WeirWrite

/// Copies batches into a table over one connection or several, in transactions that also record how far the run has come.
final class PostgreSQLWriter: TableWriter {
    private let settings: PostgreSQLSettings
    private let start: RunStart
    private let undo: RunUndo
    /// Where the rows go until the end, in mode `replace`.
    private let staged: StagedTable?
    private let target: CopyTarget
    /// The connection that has the lock, and whose transaction records how far the run has come.
    private let main: Connection
    private let runs: RunTable
    private var load: CopyLoad?
    private var hasColumns = false
    /// Whether the table was made by this run and holds nothing that counts.
    private var hasMadeTable = false
    /// Whether the database remembers the run.
    private var isRemembered: Bool
    private var isClosed = false
    private var committedRows = 0
    private var changedBefore = 0
    private(set) var notes: [String] = []

    init(
        _ settings: PostgreSQLSettings, start: RunStart, runColumn: String?, target: CopyTarget,
        _ connection: Connection
    ) {
        self.settings = settings
        self.start = start
        self.target = target
        main = connection
        undo = RunUndo(settings: settings, runColumn: runColumn)
        staged = settings.mode == .replace ? StagedTable(settings) : nil
        runs = RunTable(schema: settings.schema)
        isRemembered = start.isResumed
    }

    var isAtomic: Bool { staged != nil }

    /// The table that the rows go to now.
    private var table: String { staged?.name ?? settings.table }

    func open(columns: [ColumnInfo]) throws {
        let definition = try TableDefinition(settings, columns: columns)
        hasColumns = !columns.isEmpty
        try withDatabase {
            // Tables are made in a transaction of their own: it would lock them for as long as it lasts.
            try transaction {
                try createBookkeeping()
                try takePlace()
                try prepareTable(definition)
            }
            guard hasColumns else { return }
            let columns = try target.columns(columns)
            let isSequential = try target.sequentialReason() != nil
            load = try CopyLoad(
                settings, command: command(columns), start: start, main: main, isSequential: isSequential,
                mayRefuse: target.hasRules || columns.contains(where: \.mayBeRefused))
        }
    }

    /// Makes the tables that runs are recorded in; where two processes do so at once, the second waits.
    private func createBookkeeping() throws {
        try main.execute("SELECT pg_advisory_xact_lock(8246987310114)")
        try runs.create(on: main)
        try RefusalTable(schema: settings.schema).create(on: main)
        try LaneTable(schema: settings.schema).create(on: main)
    }

    /// Takes over the run that goes on, and removes what this one takes the place of.
    private func takePlace() throws {
        if start.isResumed {
            changedBefore = try runs.changedRows(run: start.run.id, on: main)
            try runs.claim(start.record, on: main)
        }
        guard let replaced = start.replaced else { return }
        try undo.remove(replaced, table: settings.table, on: main)
    }

    private func prepareTable(_ definition: TableDefinition) throws {
        if let staged {
            // A mistake about the table that is to be replaced shows now, and not at the end.
            _ = try TargetTable(settings, settings.table, on: main)
            if !start.isResumed { try staged.create(definition, on: main) }
        } else if let there = try target.look(by: main).table {
            notes += definition.notes(on: there)
            guard hasColumns, !settings.key.isEmpty else { return }
            guard try TargetTable.hasKey(settings.key, settings, on: main) else { throw noKey(definition) }
        } else if hasColumns, try TargetTable(settings, settings.table, on: main) == nil {
            try main.execute(definition.createSQL(settings.table))
            hasMadeTable = true
        }
    }

    private func noKey(_ definition: TableDefinition) -> WeirError {
        let columns = settings.key.count == 1 ? "this column" : "these columns"
        return WeirError(
            .writeTableMismatch,
            "table \(settings.tableName) does not tell rows apart by \(definition.keyList): "
                + "it has no unique index on exactly \(columns)",
            hint: "make one: CREATE UNIQUE INDEX ON \(Identifier.quoted(settings.table, in: settings.schema)) "
                + "(\(definition.keyList)); or name the columns of one that it has in write.postgres.key")
    }

    private func command(_ columns: [CopyColumn]) -> CopyCommand {
        settings.mode == .upsert
            ? CopyCommand(upsertingInto: table, in: settings.schema, columns)
            : CopyCommand(appendingTo: table, in: settings.schema, columns)
    }

    func append(_ batch: EncodedBatch) throws -> [RowRefusal] {
        guard case .bytes(let payload) = batch.payload, let load else { return [] }
        return try withDatabase { try load.append(payload, of: batch.checked) }
    }

    func refusals(ofStored batch: CheckedBatch) throws -> [RowRefusal] {
        try withDatabase {
            try RefusalTable(schema: settings.schema).refusals(of: batch.records, run: start.run.id, on: main)
        }
    }

    func commit(_ record: RunRecord) throws {
        try withDatabase {
            let changed = changedBefore + (load?.changedRows ?? 0)
            try load?.settle()
            try load?.commitOthers(record) { connection in
                guard !isRemembered else { return }
                // What they store must never be without a run that it belongs to.
                var empty = start.record
                empty.source = record.source
                empty.updatedAt = record.updatedAt
                try runs.record(empty, table: settings.table, changedRows: 0, isFirst: true, on: connection)
            }
            if let load, load.count > 1 { isRemembered = true }
            if load == nil { try main.execute("BEGIN") } else { try load?.begin() }
            if record.state == .completed {
                try staged?.takePlace(hasColumns: hasColumns, on: main)
                try undo.forget(record.run.id, on: main)
            }
            try runs.record(
                record, table: settings.table, changedRows: changed, isFirst: !isRemembered, on: main)
            if load == nil { try main.execute("COMMIT") } else { try load?.commitMain() }
            isRemembered = true
            committedRows = record.counts.committed
        }
    }

    func finish() throws {
        isClosed = true
        if settings.mode == .upsert, committedRows > 0 {
            let changed = changedBefore + (load?.changedRows ?? 0)
            notes.append("mode upsert: \(committedRows - changed) rows added, \(changed) changed")
        }
        load = nil
    }

    func abort(_ state: RunState) {
        guard !isClosed else { return }
        isClosed = true
        load = nil
        // The run has failed already; what cannot be undone here the server undoes when the connection goes.
        _ = try? main.execute("ROLLBACK")
        if isRemembered {
            try? transaction {
                if state == .failed { try staged?.drop(on: main) }
                try runs.end(start.record, state, emptied: state == .failed && staged != nil, on: main)
            }
        } else if hasMadeTable {
            _ = try? main.execute("DROP TABLE \(Identifier.quoted(settings.table, in: settings.schema))")
        } else {
            try? staged?.drop(on: main)
        }
    }

    private func transaction(_ body: () throws -> Void) throws {
        try main.execute("BEGIN")
        do {
            try body()
        } catch {
            _ = try? main.execute("ROLLBACK")
            throw error
        }
        try main.execute("COMMIT")
    }

    private func withDatabase<Result>(_ body: () throws -> Result) throws -> Result {
        try WeirError.mapping(settings.destination, body)
    }
}
