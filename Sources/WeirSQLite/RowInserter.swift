import GRDB
import GRDBSQLite
import WeirModel
import WeirWrite

/// Adds rows by one prepared statement.
///
/// Texts are bound where they are, in the memory of the batch, and nothing is allocated per row. The statement belongs
/// to one connection and must go before it does.
struct RowInserter: ~Copyable {
    private let connection: OpaquePointer
    private let statement: OpaquePointer
    private let columns: [WeirModel.ColumnInfo]
    /// The places of the columns that must have a value: without one a key equals no other.
    private let key: [Int]
    /// Room for one formatted date or time per column; it must stay as it is until the row is stored.
    private let scratch: UnsafeMutablePointer<UInt8>

    /// Prepares a statement that adds rows, or for a table with a key one that also changes those that are there.
    ///
    /// - Parameter changes: counts the rows that are changed.
    init(_ definition: TableDefinition, changes: ChangeCount, in db: Database) throws {
        let isUpsert = !definition.key.isEmpty
        if isUpsert { changes.register(in: db) }
        let sql = isUpsert ? definition.upsertSQL(counter: ChangeCount.function) : definition.insertSQL
        var statement: OpaquePointer?
        let connection = db.sqliteConnection
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        let code = sqlite3_prepare_v3(connection, sql, -1, flags, &statement, nil)
        guard code == SQLITE_OK, let connection, let statement else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code),
                message: connection.map { String(cString: sqlite3_errmsg($0)) }
            )
        }
        self.connection = connection
        self.statement = statement
        columns = definition.columns
        key = definition.key
        scratch = .allocate(capacity: max(columns.count, 1) * ISOText.maximumLength)
    }

    deinit {
        sqlite3_finalize(statement)
        scratch.deallocate()
    }

    /// Adds the accepted rows of a batch.
    ///
    /// - Throws: `RowRefusal` for a row that breaks a constraint of the table or has no whole key, `DatabaseError` for
    ///   anything else.
    func insert(_ view: BatchView) throws {
        precondition(view.columns.count == columns.count, "the batch has other columns than the table")
        // The bound texts are the batch's, which may go after this call.
        defer { sqlite3_clear_bindings(statement) }
        for row in view.accepted.indices where view.accepted[row] != 0 {
            try checkKey(of: row, view)
            bind(row, view)
            let code = sqlite3_step(statement)
            guard code == SQLITE_DONE else { throw failure(code, row) }
            // A conflict clause or a trigger of the table may leave a row out without a word.
            guard sqlite3_changes(connection) == 1 else {
                sqlite3_reset(statement)
                throw RowRefusal(row: row, reason: "the table ignored it (a conflict clause or a trigger)")
            }
            sqlite3_reset(statement)
        }
    }

    @inline(__always)
    private func checkKey(of row: Int, _ view: BatchView) throws {
        for place in key {
            let column = view.columns[place]
            let isNaN = column.type == .number && Double(bitPattern: column.values[row]).isNaN
            guard column.validity[row] == 0 || isNaN else { continue }
            let name = columns[place].name
            throw RowRefusal(
                row: row, reason: "the key column \"\(name)\" has no value, so it is not clear which row is meant")
        }
    }

    @inline(__always)
    private func bind(_ row: Int, _ view: BatchView) {
        var parameter: Int32 = 0
        for column in view.columns {
            parameter &+= 1
            guard column.validity[row] != 0 else {
                sqlite3_bind_null(statement, parameter)
                continue
            }
            switch column.type {
            case .integer, .boolean:
                sqlite3_bind_int64(statement, parameter, Int64(bitPattern: column.values[row]))
            case .number:
                sqlite3_bind_double(statement, parameter, Double(bitPattern: column.values[row]))
            case .text, .json, .list:
                bind(view.text(column.slices[row]), parameter)
            case .date, .datetime, .time:
                if column.isCanonical {
                    bind(view.text(column.slices[row]), parameter)
                } else {
                    bind(moment: Int64(bitPattern: column.values[row]), of: column.type, parameter)
                }
            }
        }
    }

    @inline(__always)
    private func bind(_ text: UnsafeBufferPointer<UInt8>, _ parameter: Int32) {
        // An empty text needs an address too, or it would be a null.
        let address = UnsafeRawPointer(text.baseAddress) ?? UnsafeRawPointer(scratch)
        sqlite3_bind_text64(
            statement,
            parameter,
            address.assumingMemoryBound(to: CChar.self),
            sqlite3_uint64(text.count),
            nil,
            UInt8(SQLITE_UTF8)
        )
    }

    private func bind(moment value: Int64, of type: ColumnType, _ parameter: Int32) {
        let room = scratch + (Int(parameter) - 1) * ISOText.maximumLength
        let count = ISOText.write(value, as: type, to: room)
        bind(UnsafeBufferPointer(start: room, count: count), parameter)
    }

    private func failure(_ code: Int32, _ row: Int) -> any Error {
        let message = String(cString: sqlite3_errmsg(connection))
        sqlite3_reset(statement)
        let result = ResultCode(rawValue: code)
        switch result.primaryResultCode {
        case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_TOOBIG:
            return RowRefusal(row: row, reason: message)
        default:
            return DatabaseError(resultCode: result, message: message)
        }
    }
}
