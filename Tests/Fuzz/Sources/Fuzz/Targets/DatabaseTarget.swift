import GRDB
import WeirModel
import WeirParse
import WeirValidate
import WeirWrite

@testable import WeirSQLite

/// Rows of any types: pages, page images and the prepared statement make the same table, and SQLite finds nothing wrong
/// with it.
enum DatabaseTarget: FuzzTarget {
    private static let types: [TableSchema.FieldType] = [
        .string, .integer, .number, .boolean, .date, .datetime, .time, .object, .list, .any,
    ]

    static func attempt(_ input: FuzzInput) {
        var input = input
        let fields = (0...input.choice(of: 12)).map { index in
            TableSchema.Field(name: "f\(index)", type: input.choice(of: types))
        }
        // Each cell is repeated, which makes rows larger than a page of what is far smaller.
        let (copies, repeats) = (input.choice(of: [1, 1, 7, 300]), input.choice(of: [1, 1, 3, 500]))
        let commit = input.choice(of: [WriteOptions.Commit.everyBatch, .bytes(1 << 20)])
        let batchBytes = input.choice(of: [1 << 16, 1, 100, 4000])
        let text = self.text(input.rest(), columns: fields.count, copies: copies, repeats: repeats)

        guard let plan = try? ValidationPlan(schema: TableSchema(fields: fields)) else { found("no plan") }
        // Each batch may be a transaction of its own, so there are no more than twenty or so.
        let batches = check(text, plan, batchBytes: max(batchBytes, text.count / 20))
        let ways: [LoadPath] = [.statement(reason: ""), .pages(reason: ""), .transfer(reason: "")]
        let tables = ways.map { load(batches, plan.columns, by: $0, commit: commit) }
        expectSame(tables[1], tables[0], "database pages, and the prepared statement")
        expectSame(tables[2], tables[0], "page images, and the prepared statement")
    }

    /// Rows of the cells that the bytes have between commas and line ends.
    private static func text(_ bytes: [UInt8], columns: Int, copies: Int, repeats: Int) -> [UInt8] {
        var cells = bytes.split(omittingEmptySubsequences: false) { $0 == 0x2C || $0 == 0x0A }.map { cell in
            let quoted = cell.flatMap { $0 == 0x22 ? [$0, $0] : [$0] }
            return [0x22] + [[UInt8]](repeating: quoted, count: copies).joined() + [0x22]
        }
        cells += [[UInt8]](repeating: [], count: (columns - cells.count % columns) % columns)
        var rows: [UInt8] = []
        for first in stride(from: 0, to: cells.count, by: columns) {
            rows += cells[first..<first + columns].joined(separator: [0x2C]) + [0x0A]
        }
        return [[UInt8]](repeating: rows, count: min(repeats, max((1 << 16) / max(rows.count, 1), 1))).flatMap { $0 }
    }

    private static func check(_ text: [UInt8], _ plan: ValidationPlan, batchBytes: Int) -> [CheckedBatch] {
        let pool = BufferPool()
        var dialect = Dialect()
        dialect.hasHeader = false
        var parser = DelimitedParser(
            dialect: dialect, limits: ParseLimits(batchBytes: batchBytes), expectedFields: plan.columns.count,
            sources: [], pool: pool)
        let validator = Validator(plan: plan, pool: pool)
        var batches: [CheckedBatch] = []
        do {
            parser.push(ByteChunk(bytes: Bytes(copying: text), source: 0, offset: 0, endsSource: true))
            while let batch = try parser.next() { batches.append(try validator(batch)) }
        } catch {
            found("\(error)")
        }
        return batches
    }

    /// Loads the batches and reads all values back, their storage types with them.
    private static func load(
        _ batches: [CheckedBatch], _ columns: [WeirModel.ColumnInfo], by path: LoadPath, commit: WriteOptions.Commit
    ) -> [[DatabaseValue]] {
        var settings = SQLiteSettings()
        settings.path = ScratchFolder.free("a.db")
        settings.table = "t"
        var sink = SQLiteSink(settings)
        sink.path = path
        sink.leastRowsOfImage = 1
        var run = WriteRun(columns: columns)
        run.options.commit = commit
        do {
            _ = try run.receipts(sink, batches)
            let queue = try DatabaseQueue(path: settings.path)
            defer { try? queue.close() }
            return try queue.read { db in
                let verdict = try String.fetchAll(db, sql: "PRAGMA integrity_check")
                expectSame(verdict, ["ok"], "what SQLite says of \(path)")
                let types = columns.map { "typeof(\($0.name))" }.joined(separator: ", ")
                return try Row.fetchAll(db, sql: "SELECT rowid, *, \(types) FROM t ORDER BY rowid")
                    .map { Array($0.databaseValues) }
            }
        } catch {
            found("\(path): \(error)")
        }
    }
}
