extension Connection {
    /// Whether there is a table of a name.
    ///
    /// - Parameter name: as SQL has it, in quotes and with its schema.
    func hasTable(_ name: String) throws -> Bool {
        try query("SELECT to_regclass($1) IS NOT NULL", [name]).first?[0] == "t"
    }
}
