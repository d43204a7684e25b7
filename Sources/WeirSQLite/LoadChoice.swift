import Synchronization
import WeirModel

/// The way that was chosen for the rows of a run: both halves of the sink must take the same.
final class LoadChoice: Sendable {
    private let chosen = Mutex<LoadPath?>(nil)

    /// The way; the target is looked at the first time only.
    func path(_ settings: SQLiteSettings, columns: [ColumnInfo]?) -> LoadPath {
        chosen.withLock { chosen in
            if let chosen { return chosen }
            let path = LoadPath.choose(settings, columns: columns)
            chosen = path
            return path
        }
    }
}
