public import WeirModel

/// The runs that a database remembers: to look at them, and to undo one.
public protocol TargetRuns: Sendable {
    /// All runs, the newest first.
    ///
    /// A run that is said to go on, and that no process works on, is given as interrupted.
    ///
    /// - Parameter table: only the runs into this table; `nil` for all.
    /// - Throws: what the database says.
    func entries(table: String?) throws -> [RunEntry]

    /// Removes what a run has stored.
    ///
    /// - Parameters:
    ///   - id: the run.
    ///   - runColumn: the column that says by which run a row came, if there is one.
    ///   - keepsRows: whether the rows stay, and the run only counts as undone.
    /// - Returns: the run as it was, and the number of rows removed.
    /// - Throws: `write.noRun`, `write.cannotUndo`, `write.locked`, and what the database says.
    func undo(_ id: String, runColumn: String?, keepsRows: Bool) throws -> (entry: RunEntry, rows: Int)
}

extension TargetRuns {
    /// The run of a name, to be undone.
    ///
    /// - Parameter target: the database, for people.
    /// - Throws: `write.noRun`, or `write.cannotUndo` for one that is undone.
    public func entry(toUndo id: String, in target: String) throws -> RunEntry {
        guard let entry = try entries(table: nil).first(where: { $0.record.run.id == id }) else {
            throw WeirError(
                .writeNoRun, "\(target) remembers no run \(id)", hint: "`weir runs` lists those that it remembers")
        }
        guard entry.record.state != .undone else {
            throw WeirError(.writeCannotUndo, "run \(id) is undone already")
        }
        return entry
    }
}

extension WeirError {
    /// Rows of a run that cannot be told from others.
    public static func cannotUndo(_ record: RunRecord, table: String, in target: String) -> WeirError {
        WeirError(
            .writeCannotUndo,
            "\(record.counts.committed) rows of run \(record.run.id) are in table \(table) of \(target), and no column "
                + "tells them from the others",
            hint: "let write.generated.run name a column for the run, and later runs can be undone; "
                + "or remove the rows yourself and run `weir undo` with --keep-rows"
        )
    }
}
