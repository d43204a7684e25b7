internal import GRDBSQLite

/// The SQLite library that this program runs with.
public enum SQLiteLibrary {
    /// Its version.
    public static var version: String { String(cString: sqlite3_libversion()) }
}
