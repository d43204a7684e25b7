import WeirModel
import WeirWrite

/// The target table as SQL.
///
/// The declared types are chosen so that SQLite's type affinity changes no value: integers are `INTEGER`, numbers
/// `REAL` (IEEE doubles), booleans `BOOLEAN` (0 and 1), and dates, times, texts, JSON
/// and lists `TEXT`.
struct TableDefinition {
    /// The most columns that SQLite takes as it is built by default.
    static let columnLimit = 2000

    let table: String
    let columns: [WeirModel.ColumnInfo]
    /// The places of the columns that tell rows apart; none if rows are only added.
    let key: [Int]

    /// Checks the names before anything is changed.
    ///
    /// - Parameter key: the names of the columns that tell rows apart; without columns it does not count.
    init(table: String, columns: [WeirModel.ColumnInfo], key: [String] = []) throws {
        self.table = table
        self.columns = columns
        self.key = columns.isEmpty ? [] : try key.map { try Self.place(of: $0, in: columns) }
        if let problem = Identifier.problem(ofTable: table) {
            throw WeirError(.writeInvalidTable, "the table name \"\(table)\" \(problem)")
        }
        guard columns.count <= Self.columnLimit else {
            throw WeirError(
                .writeInvalidTable,
                "the table would have \(columns.count) columns and SQLite takes at most \(Self.columnLimit)"
            )
        }
        var places: [[UInt8]: Int] = [:]
        for (index, column) in columns.enumerated() {
            let folded = Identifier.folded(column.name)
            if folded.contains(0) {
                throw WeirError(.writeInvalidTable, "the name of column \(index + 1) contains a NUL character")
            }
            if let other = places.updateValue(index, forKey: folded) {
                throw WeirError(
                    .writeInvalidTable,
                    "columns \(other + 1) and \(index + 1) have the same name to SQLite: "
                        + "\"\(columns[other].name)\" and \"\(column.name)\"",
                    hint: "name the fields in the schema; SQLite does not tell upper case from lower case"
                )
            }
        }
    }

    /// The same table under a name that was checked before.
    func named(_ name: String) -> TableDefinition { TableDefinition(self, table: name) }

    private init(_ other: TableDefinition, table: String) {
        self.table = table
        columns = other.columns
        key = other.key
    }

    /// Makes the table.
    var createSQL: String {
        var list = columns.enumerated().map { index, column in
            let isNeeded = column.required || key.contains(index)
            return "\(Identifier.quoted(column.name)) \(Self.declaredType(column.type))\(isNeeded ? " NOT NULL" : "")"
        }
        if !key.isEmpty { list.append("PRIMARY KEY (\(keyList))") }
        return "CREATE TABLE \(Identifier.quoted(table)) (\(list.joined(separator: ", ")))"
    }

    /// Adds one row; the parameters are in the order of the columns.
    var insertSQL: String {
        let names = columns.map { Identifier.quoted($0.name) }.joined(separator: ", ")
        let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
        return "INSERT INTO \(Identifier.quoted(table)) (\(names)) VALUES (\(marks))"
    }

    private static func declaredType(_ type: ColumnType) -> String {
        switch type {
        case .integer: "INTEGER"
        case .number: "REAL"
        case .boolean: "BOOLEAN"
        case .date, .datetime, .time, .text, .json, .list: "TEXT"
        }
    }
}
