/// What the server or libpq says when something does not work.
struct ServerError: Error, Hashable {
    /// The code of the SQL standard; `nil` where libpq itself speaks, as of a connection that is gone.
    var sqlState: String?
    /// What happened, in one line.
    var message: String
    /// What could be done, as the server sees it.
    var hint: String?
    /// The line of the copied data, from 1, where the server tells one.
    var line: Int?

    /// The first two characters of the code.
    var stateClass: Substring { sqlState?.prefix(2) ?? "" }

    /// Whether the server refuses rows for what is in them: another row may do.
    ///
    /// The other classes are about the connection, the rights, the room or the command: no row would do.
    var isRefusal: Bool {
        guard let sqlState else { return false }
        switch stateClass {
        case "08", "0A", "0B", "0L", "25", "26", "28", "2B", "2D", "34", "3B", "3D", "3F", "40", "42", "53", "54", "55",
            "57", "58", "72", "F0", "HV", "XX":
            return false
        default:
            // "Bad COPY file format" would be our own mistake.
            return sqlState != "22P04"
        }
    }
}
