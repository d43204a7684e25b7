/// The commands by which rows come into the table.
struct CopyCommand: Sendable {
    /// Prepares a connection, once.
    var prepare: String?
    /// Begins the copy.
    var copy: String
    /// Brings the copied rows to where they belong, and tells how many were added, and how many the table ignored; `nil`
    /// where they are there already.
    var place: String?
    /// Clears what was copied.
    var clear: String?

    private static func list(_ columns: [CopyColumn]) -> String {
        columns.map { Identifier.quoted($0.name) }.joined(separator: ", ")
    }

    /// Adds rows to a table.
    init(appendingTo table: String, in schema: String, _ columns: [CopyColumn]) {
        copy = "COPY \(Identifier.quoted(table, in: schema)) (\(Self.list(columns))) FROM STDIN (FORMAT binary)"
    }

    /// Adds rows to a table, or changes those that have the same key.
    ///
    /// They are collected in a table that only this connection sees. Of several rows with one key the last one counts,
    /// as it would if they came one by one.
    init(upsertingInto table: String, in schema: String, _ columns: [CopyColumn]) {
        let target = Identifier.quoted(table, in: schema)
        let list = Self.list(columns)
        let key = Self.list(columns.filter(\.isKey))
        let others = columns.filter { !$0.isKey }
        let changes = (others.isEmpty ? columns : others).map { column in
            let name = Identifier.quoted(column.name)
            return "\(name) = excluded.\(name)"
        }
        prepare = """
            CREATE TEMPORARY TABLE weir_rows AS SELECT \(list) FROM \(target) WITH NO DATA;
            ALTER TABLE weir_rows ADD COLUMN "weir row" bigint GENERATED ALWAYS AS IDENTITY
            """
        copy = "COPY pg_temp.weir_rows (\(list)) FROM STDIN (FORMAT binary)"
        place = """
            WITH last AS (
                SELECT DISTINCT ON (\(key)) \(list), "weir row" FROM pg_temp.weir_rows ORDER BY \(key), "weir row" DESC
            ), written AS (
                INSERT INTO \(target) (\(list)) SELECT \(list) FROM last ORDER BY "weir row"
                ON CONFLICT (\(key)) DO UPDATE SET \(changes.joined(separator: ", "))
                RETURNING (xmax = 0) AS added
            ) SELECT count(*) FILTER (WHERE added), (SELECT count(*) FROM last) - count(*) FROM written
            """
        clear = "TRUNCATE pg_temp.weir_rows"
    }
}
