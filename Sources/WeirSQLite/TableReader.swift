import GRDBSQLite
public import WeirModel

/// Reads columns of a table as comma-separated text with a header, every value in quotes.
///
/// What reads a file can so read a table too. Records that lack one of the values are left out. The database is only
/// read, and the table is seen as it is when the first record is read.
public struct TableReader: ~Copyable {
    /// The usual size of a piece of text, in bytes.
    private static let pieceBytes = 256 << 10

    private let location: TableLocation
    private let connection: OpaquePointer
    private let statement: OpaquePointer
    private var hasHeader = false
    private var isAtEnd = false

    /// Opens the database.
    ///
    /// - Throws: `TableReadFailure` if it is not there or does not have the table with these columns.
    public init(_ location: TableLocation) throws(TableReadFailure) {
        var connection: OpaquePointer?
        var statement: OpaquePointer?
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX
        var code = sqlite3_open_v2(location.path, &connection, flags, nil)
        if code == SQLITE_OK { code = sqlite3_prepare_v2(connection, location.query, -1, &statement, nil) }
        guard code == SQLITE_OK, let connection, let statement else {
            let message = Self.message(connection, code)
            sqlite3_close_v2(connection)
            throw TableReadFailure(message: message)
        }
        self.location = location
        self.connection = connection
        self.statement = statement
    }

    deinit {
        sqlite3_finalize(statement)
        sqlite3_close_v2(connection)
    }

    /// The next piece of the text; `nil` at the end.
    ///
    /// - Throws: `TableReadFailure`.
    public mutating func next(pool: BufferPool) throws(TableReadFailure) -> Bytes? {
        guard !isAtEnd else { return nil }
        var text = ByteBuffer(capacity: Self.pieceBytes, pool: pool)
        if !hasHeader {
            for (index, name) in location.columns.enumerated() { Self.append(name.utf8, at: index, to: &text) }
            text.append(UInt8(ascii: "\n"))
            hasHeader = true
        }
        while text.count < Self.pieceBytes {
            let code = sqlite3_step(statement)
            guard code == SQLITE_ROW else {
                guard code == SQLITE_DONE else {
                    throw TableReadFailure(message: Self.message(connection, code))
                }
                isAtEnd = true
                break
            }
            for index in location.columns.indices { append(Int32(truncatingIfNeeded: index), to: &text) }
            text.append(UInt8(ascii: "\n"))
        }
        return text.freeze()
    }

    private func append(_ column: Int32, to text: inout ByteBuffer) {
        if sqlite3_column_type(statement, column) == SQLITE_FLOAT {
            // The shortest digits that stand for this number and no other; a whole one is the same as an integer.
            let number = sqlite3_column_double(statement, column)
            let digits = Int64(exactly: number).map { "\($0)" } ?? "\(number)"
            Self.append(digits.utf8, at: Int(column), to: &text)
        } else {
            let bytes = UnsafeBufferPointer(
                start: sqlite3_column_text(statement, column), count: Int(sqlite3_column_bytes(statement, column)))
            Self.append(bytes, at: Int(column), to: &text)
        }
    }

    /// Appends a value in quotes, behind a comma unless it is the first.
    private static func append(_ value: some Sequence<UInt8>, at index: Int, to text: inout ByteBuffer) {
        let quote = UInt8(ascii: "\"")
        if index > 0 { text.append(UInt8(ascii: ",")) }
        text.append(quote)
        for byte in value {
            if byte == quote { text.append(quote) }
            text.append(byte)
        }
        text.append(quote)
    }

    private static func message(_ connection: OpaquePointer?, _ code: Int32) -> String {
        connection.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(code))
    }
}

/// A table that cannot be read, with what the database says.
public struct TableReadFailure: Error, Hashable {
    /// What the database says.
    public var message: String
}
