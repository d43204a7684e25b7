import GRDB
import Synchronization

/// Counts the rows that changed one that was there, in place of being added.
///
/// SQLite's own count of changes does not tell the two apart. So the statement's `DO UPDATE` has a condition that calls
/// a function, which SQLite evaluates once for each row whose key it finds, and for no other.
final class ChangeCount: Sendable {
    /// The function's name in SQL.
    static let function = "weir_counts_change"

    private let count = Atomic(0)

    /// How many rows so far.
    var value: Int { count.load(ordering: .relaxed) }

    /// Makes the function known to a connection.
    func register(in db: Database) {
        // It is not pure: a pure one would be called once and its result kept.
        db.add(
            function: DatabaseFunction(Self.function, argumentCount: 0, pure: false) { [self] _ in
                count.wrappingAdd(1, ordering: .relaxed)
                return true
            }
        )
    }
}
