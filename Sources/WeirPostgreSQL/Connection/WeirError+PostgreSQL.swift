import WeirModel
import WeirWrite

extension WeirError {
    /// What the server says as the error that ends the run.
    ///
    /// - Parameter place: the database, for people, without a password.
    init(_ error: ServerError, place: String) {
        let state = error.sqlState.map { " (SQLSTATE \($0))" } ?? ""
        let message = "\(place): \(error.message)\(state)"
        switch error.stateClass {
        case "":
            self.init(
                .writeDisconnected, message,
                hint:
                    "what was committed stays; run again when the server can be reached, and the run goes on from there"
            )
        case "08", "57":
            self.init(
                .writeDisconnected, message,
                hint: "what was committed stays; run again, and the run goes on from there")
        case "40", "55":
            self.init(
                .writeBusy, message,
                hint: "another program works on the same tables; run again, and the run goes on from its last commit")
        case "53":
            if error.sqlState == "53100" {
                self.init(.writeDiskFull, message, hint: "free some space on the server and run again")
            } else {
                self.init(.writeBusy, message, hint: "the server has no room for more now; run again later")
            }
        case "25":
            self.init(
                .writeUnwritable, message,
                hint: "the server only reads, as a standby does: name the one that takes writes "
                    + "(target_session_attrs=read-write finds it among several hosts)")
        case "28", "3D", "3F", "42":
            self.init(.writeUnwritable, message, hint: error.hint)
        default:
            self.init(.writeFailed, message, hint: error.hint)
        }
    }

    /// Runs `body` and turns what the server says into errors of the run.
    static func mapping<Result>(_ place: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as ServerError {
            throw WeirError(error, place: place)
        }
    }
}
