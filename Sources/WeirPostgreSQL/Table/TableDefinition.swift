import WeirModel
import WeirWrite

/// The target table as SQL.
struct TableDefinition {
    /// The most columns that a table can have.
    static let columnLimit = 1600

    let columns: [ColumnInfo]
    private let settings: PostgreSQLSettings

    /// Checks the names before anything is changed.
    init(_ settings: PostgreSQLSettings, columns: [ColumnInfo]) throws {
        self.settings = settings
        self.columns = columns
        guard columns.count <= Self.columnLimit else {
            throw WeirError(
                .writeInvalidTable,
                "the table would have \(columns.count) columns and PostgreSQL takes at most \(Self.columnLimit)")
        }
        var places: [String: Int] = [:]
        for (index, column) in columns.enumerated() {
            if let problem = Identifier.problem(of: column.name) {
                throw WeirError(
                    .writeInvalidTable, "the name of column \(index + 1), \"\(column.name)\", \(problem)",
                    hint: "name the fields in the schema")
            }
            if let other = places.updateValue(index, forKey: column.name) {
                throw WeirError(
                    .writeInvalidTable, "columns \(other + 1) and \(index + 1) have the same name \"\(column.name)\"")
            }
        }
        guard !columns.isEmpty else { return }
        for name in settings.key where places[name] == nil {
            throw WeirError(
                .writeTableMismatch, "the rows have no column \"\(name)\", which write.postgres.key names",
                hint: "the columns are \(columns.map { "\"\($0.name)\"" }.joined(separator: ", "))")
        }
    }

    /// Makes the table under a name.
    func createSQL(_ name: String) -> String {
        var list = columns.map { column in
            let isNeeded = column.required || settings.key.contains(column.name)
            return "\(Identifier.quoted(column.name)) \(column.declaredType)\(isNeeded ? " NOT NULL" : "")"
        }
        if !settings.key.isEmpty { list.append("PRIMARY KEY (\(keyList))") }
        return "CREATE TABLE \(Identifier.quoted(name, in: settings.schema)) (\(list.joined(separator: ", ")))"
    }

    /// How the rows are copied into a table that is made for them.
    var ownColumns: [CopyColumn] {
        columns.map { column in
            CopyColumn(
                name: column.name, wire: column.wireType, declared: column.declaredType, isNotNull: column.required,
                isKey: settings.key.contains(column.name))
        }
    }

    /// How the rows are copied into a table that exists.
    ///
    /// - Throws: `write.tableMismatch` if they do not fit.
    func columns(in table: TargetTable) throws -> [CopyColumn] {
        let place = settings.tableName
        let wanted = try columns.map { column in
            guard let there = table.columns.first(where: { $0.name == column.name }), !there.isGenerated else {
                let near = table.columns.first { $0.name.lowercased() == column.name.lowercased() }
                throw WeirError(
                    .writeTableMismatch, "table \(place) has no column \"\(column.name)\" that can be written",
                    hint: near.map { "it has \"\($0.name)\": name the field so" }
                        ?? "use mode: replace, another table, or fields that the table has")
            }
            guard let wire = there.wire, wire.takes(column.type) else {
                throw WeirError(
                    .writeTableMismatch,
                    "column \"\(column.name)\" of table \(place) is \(there.declared), and the field is of type "
                        + "\(column.type.rawValue)",
                    hint: "give the field another type, or the column")
            }
            return CopyColumn(
                name: column.name, wire: wire, declared: there.declared, isNotNull: there.isNotNull,
                isKey: settings.key.contains(column.name),
                mayBeRefused: there.hasRules || wire.mayRefuse(column.type))
        }
        let names = Set(columns.map(\.name))
        if let needed = table.columns.first(where: { $0.isNotNull && !$0.mayBeLeftOut && !names.contains($0.name) }) {
            throw WeirError(
                .writeTableMismatch,
                "column \"\(needed.name)\" of table \(place) must have a value, and the rows have no such column",
                hint: "add a field for it, or give the column a default")
        }
        return wanted
    }

    /// What a person should know about a table that exists: types that round numbers.
    func notes(on table: TargetTable) -> [String] {
        columns.compactMap { column in
            guard column.type == .number, let there = table.columns.first(where: { $0.name == column.name }) else {
                return nil
            }
            let rounds = there.wire == .float4 || there.wire == .numeric && there.declared.contains("(")
            return rounds
                ? "column \"\(column.name)\" of table \(settings.tableName) is \(there.declared): PostgreSQL rounds numbers "
                    + "with more digits there" : nil
        }
    }

    /// The columns of the key as SQL.
    var keyList: String { settings.key.map { Identifier.quoted($0) }.joined(separator: ", ") }
}
