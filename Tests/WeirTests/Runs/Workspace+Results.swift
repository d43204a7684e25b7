import Foundation
import GRDB
import WeirTestKit

/// One line of an issues file.
struct IssueLine: Decodable, Equatable {
    var severity: String
    var issueType: String
    var message: String
    var rowNumber: Int
    var source: String
    var line: Int
    var byteOffset: Int
    var fieldName: String?
    var fieldNumber: Int?
    var constraint: String?
    var rule: String?
    var reference: String?
    var value: String?
    var previousRowNumber: Int?
    var previousSource: String?

    /// `record code field constraint`, as far as there is one.
    var brief: String {
        ["\(rowNumber)", issueType, fieldName, constraint].compactMap(\.self).joined(separator: " ")
    }
}

extension Workspace {
    /// All rows of a table in the order in which they were inserted, each value as text; `nil` is NULL.
    func rows(_ table: String = "t", of database: String = "out.db") throws -> [[String?]] {
        try query("SELECT * FROM \"\(table)\" ORDER BY rowid", database).map { row in
            row.databaseValues.map { value in
                switch value.storage {
                case .null: nil
                case .int64(let number): "\(number)"
                case .double(let number): "\(number)"
                case .string(let text): text
                case .blob(let data): "blob of \(data.count)"
                }
            }
        }
    }

    /// The first value that a query has.
    func number(_ sql: String, of database: String = "out.db") throws -> Int? {
        try query(sql, database).first.flatMap { $0[0] as Int? }
    }

    /// The names of the columns of a table.
    func columns(_ table: String = "t", of database: String = "out.db") throws -> [String] {
        try query("SELECT name FROM pragma_table_info('\(table)') ORDER BY cid", database).map { $0[0] as String }
    }

    private func query(_ sql: String, _ database: String) throws -> [Row] {
        var configuration = Configuration()
        configuration.readonly = true
        let queue = try DatabaseQueue(path: folder(database), configuration: configuration)
        defer { try? queue.close() }
        return try queue.read { try Row.fetchAll($0, sql: sql) }
    }

    /// The issues file.
    func issues(_ name: String = "issues.ndjson") throws -> [IssueLine] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try lines(name).map { try decoder.decode(IssueLine.self, from: Data($0.utf8)) }
    }

    /// The events file, each line as a JSON object.
    func events(_ name: String = "events.ndjson") throws -> [[String: Any]] {
        try lines(name).map { line in
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        }
    }

    private func lines(_ name: String) -> [String] {
        (folder.text(name) ?? "").split(separator: "\n").map(String.init)
    }
}
