public import WeirModel

extension ErrorCode {
    /// A file or a database could not be written; the message has the path and what the system says.
    public static let writeFailed = ErrorCode(rawValue: "write.failed")
    /// There is no room left where the output goes.
    public static let writeDiskFull = ErrorCode(rawValue: "write.diskFull")
    /// The output may not be written: permissions, a read-only file system, a missing folder.
    public static let writeUnwritable = ErrorCode(rawValue: "write.unwritable")
    /// Another process holds the output.
    public static let writeBusy = ErrorCode(rawValue: "write.busy")
    /// The connection to the database could not be made, or was lost.
    public static let writeDisconnected = ErrorCode(rawValue: "write.disconnected")
    /// Another run of Weir writes the target.
    public static let writeLocked = ErrorCode(rawValue: "write.locked")
    /// An unfinished run cannot go on: its input or its pipeline is not what it was.
    public static let writeResumeMismatch = ErrorCode(rawValue: "write.resumeMismatch")
    /// An unfinished run of the same input is there, and was not to be continued.
    public static let writeUnfinishedRun = ErrorCode(rawValue: "write.unfinishedRun")
    /// The same input was loaded by the same pipeline before, which says that this is an error.
    public static let writeRepeated = ErrorCode(rawValue: "write.repeated")
    /// What a run has stored cannot be removed.
    public static let writeCannotUndo = ErrorCode(rawValue: "write.cannotUndo")
    /// The target remembers no such run.
    public static let writeNoRun = ErrorCode(rawValue: "write.noRun")
    /// An output of the run is one of its inputs.
    public static let writeOverwritesInput = ErrorCode(rawValue: "write.overwritesInput")
    /// The target exists and is not a database that can be read.
    public static let writeNotADatabase = ErrorCode(rawValue: "write.notADatabase")
    /// The existing table does not have the columns that are to be written.
    public static let writeTableMismatch = ErrorCode(rawValue: "write.tableMismatch")
    /// The table cannot be created as asked: a name or a number of columns that the target does not take.
    public static let writeInvalidTable = ErrorCode(rawValue: "write.invalidTable")
    /// The target refused a row, by a constraint of its own.
    public static let writeRowRefused = ErrorCode(rawValue: "write.rowRefused")
    /// More rows were rejected than the error budget allows.
    public static let writeBudgetExceeded = ErrorCode(rawValue: "write.budgetExceeded")
    /// A row has a violation and the pipeline says to stop then.
    public static let validateViolation = ErrorCode(rawValue: "validate.violation")
}
