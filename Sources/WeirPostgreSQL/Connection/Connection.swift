#if PostgreSQL
    import CLibPQ
    import WeirModel

    /// One connection to a server, for one thread at a time: the one that writes, and when that is done whoever lets go of
    /// the target.
    final class Connection: @unchecked Sendable {
        /// Whether the program was built with libpq.
        static let isBuilt = true
        /// The version of libpq, such as 15.8.
        static var libraryVersion: String? { "\(PQlibVersion() / 10_000).\(PQlibVersion() % 10_000)" }

        private let connection: OpaquePointer

        /// Connects.
        ///
        /// - Parameter name: what the server calls the connection, for whoever looks at who is connected.
        /// - Throws: `ServerError`.
        init(url: String, name: String) throws {
            // Settings of the user come later and count more; names and the encoding are ours.
            let settings = [
                ("connect_timeout", "10"), ("keepalives_idle", "30"), ("keepalives_interval", "10"),
                ("keepalives_count", "3"), ("tcp_user_timeout", "60000"), ("dbname", url),
                ("application_name", String(name.prefix(63))), ("client_encoding", "UTF8"),
            ]
            let opened = Self.withTexts(settings.map(\.0)) { keys in
                Self.withTexts(settings.map(\.1)) { values in PQconnectdbParams(keys, values, 1) }
            }
            guard let opened else { throw ServerError(message: "there is no memory for a connection") }
            connection = opened
            guard PQstatus(opened) == CONNECTION_OK else {
                let message = Self.line(PQerrorMessage(opened)) ?? "no connection"
                throw ServerError(sqlState: nil, message: message)
            }
            // What the server has to say besides would go to standard error.
            PQsetNoticeProcessor(opened, { _, _ in }, nil)
            try execute(
                """
                SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET standard_conforming_strings = on;
                SET lock_timeout = '10s'; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0
                """
            )
        }

        deinit { PQfinish(connection) }

        /// The number of the server's process for this connection.
        var backend: Int { Int(PQbackendPID(connection)) }

        /// Carries out commands.
        ///
        /// - Returns: how many rows the last one has changed.
        @discardableResult
        func execute(_ sql: String, _ parameters: [String?] = []) throws -> Int {
            let result = run(sql, parameters)
            defer { PQclear(result) }
            try check(result)
            return changedRows(result)
        }

        /// Asks for rows, each value as text.
        func query(_ sql: String, _ parameters: [String?] = []) throws -> [[String?]] {
            let result = run(sql, parameters)
            defer { PQclear(result) }
            try check(result)
            let columns = PQnfields(result)
            return (0..<PQntuples(result)).map { row in
                (0..<columns).map { column in
                    guard PQgetisnull(result, row, column) == 0, let value = PQgetvalue(result, row, column) else {
                        return nil
                    }
                    return String(cString: value)
                }
            }
        }

        /// Begins to copy rows into the server: the last of the commands must be a COPY FROM STDIN.
        func beginCopy(_ sql: String) throws {
            let result = PQexec(connection, sql)
            defer { PQclear(result) }
            guard PQresultStatus(result) != PGRES_COPY_IN else { return }
            try check(result)
            throw ServerError(message: "the server does not take rows")
        }

        /// Sends bytes of rows.
        ///
        /// What the server has against them it tells at the end.
        func send(_ bytes: UnsafeBufferPointer<UInt8>) throws {
            // One message is limited by a 32-bit length.
            let most = 1 << 24
            var start = 0
            while start < bytes.count {
                let piece = UnsafeBufferPointer(rebasing: bytes[start..<min(start + most, bytes.count)])
                let code = piece.withMemoryRebound(to: CChar.self) {
                    PQputCopyData(connection, $0.baseAddress, Int32($0.count))
                }
                guard code == 1 else { throw lost() }
                start += piece.count
            }
        }

        /// Sends what is still to be sent, without waiting for an answer.
        func endSending() throws {
            guard PQputCopyEnd(connection, nil) == 1 else { throw lost() }
            guard PQflush(connection) == 0 else { throw lost() }
        }

        /// Waits for the end of a copy.
        ///
        /// - Returns: how many rows the server has taken.
        /// - Throws: `ServerError`; the transaction has failed then.
        func endCopy() throws -> Int {
            var rows = 0
            var failure: (any Error)?
            while let result = PQgetResult(connection) {
                defer { PQclear(result) }
                do {
                    try check(result)
                    rows = changedRows(result)
                } catch {
                    failure = failure ?? error
                }
                // A connection that is gone would give such results for ever.
                if PQstatus(connection) != CONNECTION_OK { break }
            }
            if let failure { throw failure }
            guard PQstatus(connection) == CONNECTION_OK else { throw lost() }
            return rows
        }

        private func run(_ sql: String, _ parameters: [String?]) -> OpaquePointer? {
            guard !parameters.isEmpty else { return PQexec(connection, sql) }
            return Self.withTexts(parameters) { values in
                PQexecParams(connection, sql, Int32(parameters.count), nil, values, nil, nil, 0)
            }
        }

        private func changedRows(_ result: OpaquePointer?) -> Int {
            PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
        }

        private func check(_ result: OpaquePointer?) throws {
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_NONFATAL_ERROR: return
            default: break
            }
            guard let result, let message = Self.field(result, "M") else { throw lost() }
            throw ServerError(
                sqlState: Self.field(result, "C"), message: message, hint: Self.field(result, "H"),
                line: Self.field(result, "W").flatMap(Self.copyLine))
        }

        private func lost() -> ServerError {
            ServerError(message: Self.line(PQerrorMessage(connection)) ?? "the connection is gone")
        }

        /// A part of what the server says, by the letter that the protocol has for it.
        private static func field(_ result: OpaquePointer, _ letter: Unicode.Scalar) -> String? {
            line(PQresultErrorField(result, Int32(letter.value)))
        }

        /// The line in `COPY orders, line 17, column id: "x"`.
        private static func copyLine(_ context: String) -> Int? {
            guard context.hasPrefix("COPY "), let mark = context.range(ofText: ", line ") else { return nil }
            return Int(context[mark...].prefix { $0.isNumber })
        }

        /// What libpq says, in one line.
        private static func line(_ text: UnsafePointer<CChar>?) -> String? {
            guard let text else { return nil }
            let words = String(cString: text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            return words.isEmpty ? nil : words
        }

        /// Lends texts as C has them, with a null behind the last.
        private static func withTexts<Result>(
            _ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
        ) -> Result {
            var bytes: [CChar] = []
            let starts = texts.map { text -> Int? in
                guard let text else { return nil }
                let start = bytes.count
                bytes += text.utf8.map { CChar(bitPattern: $0) } + [0]
                return start
            }
            return bytes.withUnsafeBufferPointer { bytes in
                let pointers = starts.map { start in
                    start.flatMap { start in bytes.baseAddress.map { UnsafePointer($0 + start) } }
                }
                return (pointers + [nil]).withUnsafeBufferPointer { pointers in
                    // There is at least the null.
                    body(pointers.baseAddress.unsafelyUnwrapped)
                }
            }
        }
    }

    extension Connection {
        /// What is wrong with the address of a database; it tells nothing of a password.
        static func problem(ofURL url: String) -> String? {
            if url.utf8.contains(0) { return "must not contain a NUL character" }
            if let options = parsed(url) {
                PQconninfoFree(options)
                return nil
            }
            return "is not the address of a database, such as postgresql://user@host:5432/database?sslmode=verify-full"
        }

        /// The server and the database, without user and password.
        static func description(ofURL url: String) -> String {
            guard let options = parsed(url) else { return "a PostgreSQL database" }
            defer { PQconninfoFree(options) }
            var values: [String: String] = [:]
            var option = options
            while let keyword = option.pointee.keyword {
                if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
                option += 1
            }
            let host = values["host"] ?? values["hostaddr"]
            let port = values["port"].map { ":\($0)" } ?? ""
            let database = values["dbname"] ?? values["service"].map { "service \($0)" } ?? "the default database"
            return host.map { "\($0)\(port)/\(database)" } ?? "PostgreSQL database \(database)"
        }

        private static func parsed(_ url: String) -> UnsafeMutablePointer<PQconninfoOption>? {
            var message: UnsafeMutablePointer<CChar>?
            let options = PQconninfoParse(url, &message)
            // The message may quote the address.
            if let message { PQfreemem(message) }
            return options
        }
    }

    extension String {
        /// The place behind the first occurrence of a text.
        fileprivate func range(ofText wanted: String) -> Index? {
            var place = startIndex
            while place < endIndex {
                if self[place...].hasPrefix(wanted) { return index(place, offsetBy: wanted.count) }
                place = index(after: place)
            }
            return nil
        }
    }
#else
    /// What stands for a connection where the program was built without libpq: there can be none.
    ///
    /// Settings with a database are refused then, before anything is opened.
    final class Connection: Sendable {
        /// Whether the program was built with libpq.
        static let isBuilt = false
        /// The version of libpq: there is none.
        static var libraryVersion: String? { nil }

        private static let missing = ServerError(message: "this weir was built without PostgreSQL")

        init(url: String, name: String) throws { throw Self.missing }

        /// The number of a process that there is not.
        var backend: Int { 0 }

        @discardableResult
        func execute(_ sql: String, _ parameters: [String?] = []) throws -> Int { throw Self.missing }
        func query(_ sql: String, _ parameters: [String?] = []) throws -> [[String?]] { throw Self.missing }
        func beginCopy(_ sql: String) throws { throw Self.missing }
        func send(_ bytes: UnsafeBufferPointer<UInt8>) throws { throw Self.missing }
        func endSending() throws { throw Self.missing }
        func endCopy() throws -> Int { throw Self.missing }

        /// There is nothing to be wrong with.
        static func problem(ofURL url: String) -> String? { nil }
        /// How an address is read only libpq knows.
        static func description(ofURL url: String) -> String { "a PostgreSQL database" }
    }
#endif
