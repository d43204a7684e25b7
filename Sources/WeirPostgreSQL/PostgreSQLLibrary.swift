/// The PostgreSQL client library that the program runs with.
public enum PostgreSQLLibrary {
    /// Its version; `nil` where the program was built without PostgreSQL.
    public static var version: String? { Connection.libraryVersion }
}
