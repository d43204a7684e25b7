internal import GRDB
internal import WeirModel
public import WeirWrite

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The runs that a database remembers: to look at them, and to undo one.
public struct SQLiteRuns: TargetRuns {
    /// How long another process may hold the database, in seconds.
    private static let patience = 5.0

    private let path: String

    /// Looks at a database; a missing one remembers nothing.
    public init(path: String) { self.path = path }

    /// All runs, the newest first.
    ///
    /// A run that was killed in the middle of a commit is brought back to the commit before by this.
    ///
    /// - Throws: `write.notADatabase`, `write.unwritable`, `write.busy`.
    public func entries(table: String? = nil) throws -> [RunEntry] {
        var isLocked = false
        do { try RunLock.check(target: path) } catch { isLocked = true }
        let found = try read { try RunTable.records(table: table, in: $0) } ?? []
        return found.map { record, table in
            var entry = RunEntry(record: record, table: table)
            if record.state == .running, !isLocked { entry.record.state = .interrupted }
            return entry
        }
    }

    /// The runs into a table, the newest first.
    func records(table: String) throws -> [RunRecord] {
        try read { try RunTable.records(table: table, in: $0).map(\.record) } ?? []
    }

    /// Removes what a run has stored.
    ///
    /// - Parameters:
    ///   - id: the run.
    ///   - runColumn: the column that says by which run a row came, if there is one.
    ///   - keepsRows: whether the rows stay, and the run only counts as undone.
    /// - Returns: the run as it was, and the number of rows removed.
    /// - Throws: `write.noRun`, `write.cannotUndo`, `write.locked`, and what the database says.
    public func undo(_ id: String, runColumn: String?, keepsRows: Bool = false) throws -> (entry: RunEntry, rows: Int) {
        let entry = try entry(toUndo: id, in: path)
        let lock = try RunLock(target: path, run: entry.record.run)
        defer { withExtendedLifetime(lock) {} }
        let rows = try WeirError.mapping(path: path) {
            let queue = try open()
            defer { try? queue.close() }
            return try queue.write { db in
                guard keepsRows else {
                    return try RunUndo(runColumn: runColumn).remove(
                        entry.record, table: entry.table, path: path, in: db)
                }
                try RunTable.end(entry.record, .undone, in: db)
                return 0
            }
        }
        return (entry, rows)
    }

    /// What is no database remembers nothing; that it cannot be written to is said when a run begins.
    private func read<Value>(_ body: (Database) throws -> Value) throws -> Value? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_size > 0, DatabaseFile.isDatabase(path) else { return nil }
        return try WeirError.mapping(path: path) {
            let queue = try open()
            defer { try? queue.close() }
            return try queue.read(body)
        }
    }

    /// It is opened for writing, or what a killed run has left could not be put in order.
    private func open() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(Self.patience)
        configuration.label = "weir.sqlite.runs"
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA mmap_size = 0") }
        return try DatabaseQueue(path: path, configuration: configuration)
    }
}
