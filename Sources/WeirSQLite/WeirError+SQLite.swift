import GRDB
import WeirModel
import WeirWrite

extension WeirError {
    /// What SQLite says as the error that ends the run.
    ///
    /// - Parameter path: the database, as the user named it.
    init(_ error: DatabaseError, path: String) {
        let message = "\(path): \(error.message ?? "SQLite error") (\(error.resultCode.rawValue))"
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(.writeDiskFull, message, hint: "free some space and run again")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .writeBusy, message, hint: "another program is writing to the database; try again when it is done")
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            self.init(.writeNotADatabase, message, hint: "the file exists and is not a sound SQLite database")
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
            self.init(.writeUnwritable, message)
        case .SQLITE_CANTOPEN:
            self.init(.writeUnwritable, message, hint: "check that the folder exists and may be written to")
        default:
            self.init(.writeFailed, message)
        }
    }

    /// Runs `body` and turns what SQLite throws into errors of the run.
    static func mapping<Result>(path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw WeirError(error, path: path)
        }
    }
}
