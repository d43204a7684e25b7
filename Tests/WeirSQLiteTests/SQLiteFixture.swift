import GRDB
import WeirModel
import WeirTestKit
import WeirWrite

@testable import WeirSQLite

/// A database in a folder of its own, written through the sink and read back with GRDB.
struct SQLiteFixture {
    static let columns = [
        WeirModel.ColumnInfo(name: "id", type: .integer, required: true),
        WeirModel.ColumnInfo(name: "text", type: .text, required: false),
        WeirModel.ColumnInfo(name: "number", type: .number, required: false),
        WeirModel.ColumnInfo(name: "flag", type: .boolean, required: false),
        WeirModel.ColumnInfo(name: "day", type: .date, required: false),
        WeirModel.ColumnInfo(name: "moment", type: .datetime, required: false),
    ]

    let folder: TemporaryFolder
    var settings = SQLiteSettings()
    var run: WriteRun
    var builder: BatchBuilder

    init(columns: [WeirModel.ColumnInfo] = Self.columns) throws {
        folder = try TemporaryFolder()
        settings.path = folder("t.db")
        settings.table = "t"
        run = WriteRun(columns: columns)
        builder = BatchBuilder(columns: columns)
    }

    /// Adds rows that have only an id.
    mutating func batch(ids: some Sequence<Int>) -> CheckedBatch {
        for id in ids { builder.add([.integer(Int64(id)), .text("row \(id)"), .null, .null, .null, .null]) }
        return builder.build()
    }

    func load(_ batches: [CheckedBatch]) throws -> [Receipt] {
        try run.receipts(SQLiteSink(settings), batches)
    }

    func fetch<Value: DatabaseValueConvertible>(_ type: Value.Type, _ sql: String) throws -> [Value?] {
        try read { try Optional<Value>.fetchAll($0, sql: sql) }
    }

    func rows(_ sql: String = "SELECT * FROM t") throws -> [[DatabaseValue]] {
        try read { try Row.fetchAll($0, sql: sql).map { Array($0.databaseValues) } }
    }

    func execute(_ sql: String) throws {
        let queue = try DatabaseQueue(path: settings.path)
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try queue.close()
    }

    func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
        let queue = try DatabaseQueue(path: settings.path)
        let result = try queue.read(body)
        try queue.close()
        return result
    }
}
