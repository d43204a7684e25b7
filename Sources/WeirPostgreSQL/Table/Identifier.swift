/// A name in SQL text.
enum Identifier {
    /// The most bytes that a name has: the server cuts a longer one, and may so take it for another.
    static let longest = 63

    /// The name in quotes, whatever characters it has.
    static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// A name in a schema, in quotes.
    static func quoted(_ name: String, in schema: String) -> String { quoted(schema) + "." + quoted(name) }

    /// A text in SQL text, as `standard_conforming_strings` has it.
    static func literal(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    /// Why nothing can have this name; `nil` if it can.
    static func problem(of name: String) -> String? {
        if name.isEmpty { return "is missing" }
        if name.utf8.contains(0) { return "must not contain a NUL character" }
        if name.utf8.count > longest {
            return "has \(name.utf8.count) bytes, and PostgreSQL takes names of at most \(longest)"
        }
        return nil
    }

    /// Why a table cannot have this name; `nil` if it can.
    static func problem(ofTable name: String) -> String? {
        if let problem = problem(of: name) { return problem }
        if [RunTable.name, RefusalTable.name, LaneTable.name].contains(name) {
            return "must not be \(name), where runs are recorded"
        }
        if name.hasPrefix(StagedTable.prefix) {
            return "must not start with \(StagedTable.prefix), where rows wait that replace a table"
        }
        return nil
    }
}
