/// A name in SQL text.
enum Identifier {
    /// The name in quotes, whatever characters it has.
    static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// The form in which two names are the same to SQLite, which ignores the case of ASCII letters only.
    static func folded(_ name: String) -> [UInt8] {
        name.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    }

    /// Why a table cannot have this name; `nil` if it can.
    static func problem(ofTable name: String) -> String? {
        let folded = folded(name)
        if name.isEmpty { return "is missing" }
        if folded.contains(0) { return "must not contain a NUL character" }
        if folded.starts(with: "sqlite_".utf8) { return "must not start with sqlite_, which SQLite keeps for itself" }
        if folded == Array(RunTable.name.utf8) { return "must not be \(RunTable.name), where runs are recorded" }
        if folded.starts(with: StagedTable.prefix.utf8) {
            return "must not start with \(StagedTable.prefix), where rows wait that replace a table"
        }
        return nil
    }
}
