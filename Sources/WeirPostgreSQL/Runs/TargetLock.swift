import WeirModel
import WeirWrite

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Keeps two runs from writing one table at once: an advisory lock of the database, which goes with its connection.
struct TargetLock {
    /// How long the lock is waited for, in seconds: the server needs a moment to see that a process was killed.
    private static let patience = 3.0
    private let settings: PostgreSQLSettings

    init(_ settings: PostgreSQLSettings) { self.settings = settings }

    /// What the lock is called: a number that the name of the table gives.
    private var key: Int64 {
        let hash = SHA256.hash(Array("weir \(settings.schema).\(settings.table)".utf8))
        return hash.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }

    /// What a connection is called that writes for a run.
    static func name(_ run: RunIdentity) -> String { "weir run \(run.id)" }

    /// Takes the lock for as long as the connection lasts.
    ///
    /// - Throws: `write.locked` if another run has it.
    func take(on connection: Connection) throws {
        let isFree = try eventually {
            try connection.query("SELECT pg_try_advisory_lock($1)", [String(key)]).first?[0] == "t"
        }
        guard !isFree else { return }
        throw locked(try holder(on: connection))
    }

    /// Looks whether a run writes the table now.
    ///
    /// - Throws: `write.locked`.
    func check(on connection: Connection) throws {
        var found: String?
        let isFree = try eventually {
            found = try holder(on: connection)
            return found == nil
        }
        if !isFree { throw locked(found) }
    }

    /// Whether a run writes the table now.
    func isHeld(on connection: Connection) throws -> Bool { try holder(on: connection) != nil }

    /// Asks again and again until something is true, for as long as the lock is waited for.
    private func eventually(_ isTrue: () throws -> Bool) throws -> Bool {
        let pause = 0.05
        var waited = 0.0
        while try !isTrue() {
            guard waited < Self.patience else { return false }
            usleep(UInt32(pause * 1e6))
            waited += pause
        }
        return true
    }

    /// Who has the lock, as the server knows it.
    private func holder(on connection: Connection) throws -> String? {
        let bits = UInt64(bitPattern: key)
        let rows = try connection.query(
            """
            SELECT coalesce(nullif(a.application_name, ''), 'a program') || ', server process ' || l.pid
                || coalesce(', from ' || a.client_addr, '')
            FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND l.classid::bigint = $1::bigint AND l.objid::bigint = $2::bigint
            """, [String(bits >> 32), String(bits & 0xFFFF_FFFF)])
        return rows.first?[0]
    }

    private func locked(_ holder: String?) -> WeirError {
        WeirError(
            .writeLocked, "another run writes \(settings.destination): \(holder ?? "it is just ending")",
            hint:
                "run again when it is done; if its machine is gone, `SELECT pg_terminate_backend(...)` with the number "
                + "of the server process ends it")
    }
}
