internal import WeirModel
public import WeirSQLite
internal import WeirWrite

/// What a target remembers of the runs that have written to it: to list them, and to undo one.
public struct RunHistory: Sendable {
    /// The database.
    public let path: String
    /// The table, where a pipeline names it.
    private let table: String?
    private let runColumn: String?

    /// Looks at the target of a pipeline, or at a database.
    ///
    /// - Parameter path: a pipeline file, or a SQLite database.
    /// - Throws: what is wrong with the pipeline file; `write.noRun` if its target remembers nothing.
    public init(_ path: String) throws {
        if DatabaseFile.isDatabase(path) {
            self.init(path: path, table: nil, runColumn: nil)
        } else {
            try self.init(of: Pipeline.load(path))
        }
    }

    /// Looks at the target of a pipeline.
    ///
    /// - Throws: `write.noRun` if it remembers nothing.
    public init(of pipeline: Pipeline) throws {
        guard let sqlite = pipeline.spec.write.sqlite else {
            throw WeirError(
                .writeNoRun, "\(pipeline.path) does not write to a database, and only a database remembers its runs")
        }
        self.init(path: sqlite.path, table: sqlite.table, runColumn: pipeline.spec.write.generated.run)
    }

    private init(path: String, table: String?, runColumn: String?) {
        self.path = path
        self.table = table
        self.runColumn = runColumn
    }

    /// The runs, the newest first.
    ///
    /// A run that is said to go on, and that no process works on, is given as interrupted.
    public func entries() throws -> [SQLiteRuns.Entry] {
        var isLocked = false
        do { try RunLock.check(target: path) } catch { isLocked = true }
        let all = try SQLiteRuns(path: path).entries()
        let wanted = table.map { table in all.filter { $0.table.lowercased() == table.lowercased() } } ?? all
        return wanted.map { entry in
            var entry = entry
            if entry.record.state == .running, !isLocked { entry.record.state = .interrupted }
            return entry
        }
    }

    /// How many rows of a run can be seen in its table; `nil` for a run that the target does not remember.
    ///
    /// - Throws: what the database says.
    public func committedRows(ofRun id: String) throws -> Int? {
        try entries().first { $0.record.run.id == id }?.record.counts.committed
    }

    /// Removes what a run has stored.
    ///
    /// - Parameters:
    ///   - id: the run.
    ///   - runColumn: the column that says by which run a row came, where the pipeline does not say it.
    ///   - keepsRows: whether the rows stay, and the run only counts as undone.
    /// - Returns: the run as it was, and the number of rows removed.
    /// - Throws: `write.noRun`, `write.cannotUndo`, `write.locked`, and what the database says.
    public func undo(
        _ id: String, runColumn: String? = nil, keepsRows: Bool = false
    ) throws -> (entry: SQLiteRuns.Entry, rows: Int) {
        try SQLiteRuns(path: path).undo(id, runColumn: runColumn ?? self.runColumn, keepsRows: keepsRows)
    }
}
