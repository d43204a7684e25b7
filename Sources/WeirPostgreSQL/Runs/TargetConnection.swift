import Synchronization

/// Holds the connection with the lock of the table from when a run opens it until the run's end has been told.
final class TargetConnection: Sendable {
    private let held = Mutex<(connection: Connection, run: String)?>(nil)

    /// Keeps a connection.
    func put(_ connection: Connection, run: String) { held.withLock { $0 = (connection, run) } }

    /// Lets go of it.
    func take() -> (connection: Connection, run: String)? {
        held.withLock { held in
            defer { held = nil }
            return held
        }
    }
}
