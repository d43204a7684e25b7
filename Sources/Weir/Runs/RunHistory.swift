internal import WeirModel
internal import WeirPostgreSQL
internal import WeirSQLite
public import WeirWrite

/// What a target remembers of the runs that have written to it: to list them, and to undo one.
public struct RunHistory: Sendable {
    private let runs: any TargetRuns
    /// The table, where a pipeline names it.
    private let table: String?
    private let runColumn: String?

    /// Looks at the target of a pipeline, or at a database.
    ///
    /// - Parameter path: a pipeline file, a SQLite database, or the address of a PostgreSQL database.
    /// - Throws: what is wrong with the pipeline file; `write.noRun` if its target remembers nothing.
    public init(_ path: String) throws {
        if PostgreSQLRuns.isURL(path) {
            if let problem = PostgreSQLRuns.problem(ofURL: path) { throw WeirError(.writeNoRun, problem) }
            self.init(PostgreSQLRuns(url: path))
        } else if DatabaseFile.isDatabase(path) {
            self.init(SQLiteRuns(path: path))
        } else {
            try self.init(of: Pipeline.load(path))
        }
    }

    /// Looks at the target of a pipeline.
    ///
    /// - Throws: `write.noRun` if it remembers nothing.
    public init(of pipeline: Pipeline) throws {
        let write = pipeline.spec.write
        if let sqlite = write.sqlite {
            self.init(SQLiteRuns(path: sqlite.path), table: sqlite.table, runColumn: write.generated.run)
        } else if let postgres = write.postgres {
            self.init(PostgreSQLRuns(postgres), table: postgres.table, runColumn: write.generated.run)
        } else {
            throw WeirError(
                .writeNoRun, "\(pipeline.path) does not write to a database, and only a database remembers its runs")
        }
    }

    private init(_ runs: any TargetRuns, table: String? = nil, runColumn: String? = nil) {
        self.runs = runs
        self.table = table
        self.runColumn = runColumn
    }

    /// The runs, the newest first.
    ///
    /// A run that is said to go on, and that no process works on, is given as interrupted.
    public func entries() throws -> [RunEntry] { try runs.entries(table: table) }

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
    ) throws -> (entry: RunEntry, rows: Int) {
        try runs.undo(id, runColumn: runColumn ?? self.runColumn, keepsRows: keepsRows)
    }
}
