import WeirModel
import WeirWrite

/// A table as the catalog of the database describes it.
struct TargetTable: Sendable {
    /// One of its columns.
    struct Column: Sendable, Hashable {
        var name: String
        /// Its type in SQL, with its modifier, such as `character varying(10)`.
        var declared: String
        /// How its values are copied; `nil` for a type that is not known.
        var wire: WireType?
        var isNotNull: Bool
        /// Whether its type has rules of its own: a domain, an enumeration.
        var hasRules: Bool
        /// Whether a row may leave it out: it has a default, or numbers itself.
        var mayBeLeftOut: Bool
        /// Whether the database works it out by itself.
        var isGenerated: Bool
    }

    var columns: [Column]
    /// What makes the order of the rows count, if something does: `a unique index`.
    var sequentialReason: String?

    /// Looks at a table; `nil` if it is not there.
    ///
    /// - Throws: `write.tableMismatch` if there is something of that name that is no table.
    init?(_ settings: PostgreSQLSettings, _ name: String, on connection: Connection) throws {
        let found = try connection.query(
            """
            SELECT c.oid, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = $1 AND c.relname = $2
            """, [settings.schema, name])
        guard let row = found.first, let id = row[0], let kind = row[1] else { return nil }
        guard ["r", "p", "f"].contains(kind) else {
            throw WeirError(
                .writeTableMismatch,
                "\(name) is \(kind == "v" || kind == "m" ? "a view" : "no table") (\(settings.destination))")
        }
        columns = try connection.query(
            """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod),
                (WITH RECURSIVE base(id, modifier) AS (
                    SELECT a.atttypid, a.atttypmod
                    UNION ALL
                    SELECT t.typbasetype, t.typtypmod FROM pg_type t JOIN base ON t.oid = base.id WHERE t.typtype = 'd'
                ) SELECT (t.typreceive::oid::regproc)::text || ' ' || base.modifier
                  FROM base JOIN pg_type t ON t.oid = base.id WHERE t.typtype <> 'd'),
                a.attnotnull OR EXISTS (SELECT FROM pg_type t WHERE t.oid = a.atttypid AND t.typnotnull),
                a.atthasdef OR a.attidentity <> '', a.attgenerated <> '',
                (SELECT t.typtype <> 'b' OR t.typname IN ('xml', 'name') FROM pg_type t WHERE t.oid = a.atttypid)
            FROM pg_attribute a WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
            """, [id]
        ).map { row in
            let parts = (row[2] ?? "").split(separator: " ")
            // A function of another schema is told with it.
            let receiver = parts.first.map { String($0.split(separator: ".").last ?? "") } ?? ""
            return Column(
                name: row[0] ?? "", declared: row[1] ?? "",
                wire: WireType(receiver: receiver, modifier: parts.last.flatMap { Int($0) } ?? -1),
                isNotNull: row[3] == "t", hasRules: row[6] == "t", mayBeLeftOut: row[4] == "t" || row[5] == "t",
                isGenerated: row[5] == "t")
        }
        sequentialReason = try Self.sequentialReason(id, on: connection)
    }

    /// What makes the order of the rows count: two connections could wait for each other for ever, or refuse another row
    /// than the second of two.
    private static func sequentialReason(_ id: String, on connection: Connection) throws -> String? {
        let reasons = try connection.query(
            """
            SELECT 'a unique index' FROM pg_index WHERE indrelid = $1::oid AND (indisunique OR indisexclusion)
            UNION ALL SELECT 'a trigger' FROM pg_trigger WHERE tgrelid = $1::oid AND NOT tgisinternal
            UNION ALL SELECT 'a foreign key' FROM pg_constraint WHERE conrelid = $1::oid AND contype = 'f'
            UNION ALL SELECT 'a check' FROM pg_constraint WHERE conrelid = $1::oid AND contype = 'c'
            UNION ALL SELECT 'partitions' FROM pg_class WHERE oid = $1::oid AND relkind <> 'r'
            """, [id])
        return reasons.first?[0]
    }

    /// Whether the table tells rows apart by these columns: by a unique index on exactly them.
    static func hasKey(
        _ key: [String], _ settings: PostgreSQLSettings, on connection: Connection
    ) throws -> Bool {
        let indexes = try connection.query(
            """
            SELECT (SELECT string_agg(quote_ident(a.attname), ',' ORDER BY a.attname COLLATE "C")
                    FROM pg_attribute a WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey))
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = $1 AND c.relname = $2 AND i.indisunique AND i.indpred IS NULL AND i.indimmediate
                AND i.indnkeyatts = $3::int AND i.indnatts = i.indnkeyatts AND 0 <> ALL (i.indkey)
                AND ARRAY(SELECT a.attname::text FROM pg_attribute a
                    WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) ORDER BY a.attname COLLATE "C")
                = ARRAY(SELECT k.name FROM unnest($4::text[]) AS k(name) ORDER BY k.name COLLATE "C")
            """,
            [settings.schema, settings.table, String(key.count), arrayLiteral(key)])
        return !indexes.isEmpty
    }

    /// An array in the form in which PostgreSQL reads it.
    private static func arrayLiteral(_ texts: [String]) -> String {
        let items = texts.map { text in
            "\"" + text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
        }
        return "{" + items.joined(separator: ",") + "}"
    }
}
