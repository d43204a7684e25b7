import GRDB
import GRDBSQLite
import WeirModel

/// Copies the rows of database images into a table, record by record, without decoding them.
///
/// An image becomes an attached database by `sqlite3_deserialize`, and `INSERT INTO t SELECT * FROM image.t` copies it.
/// SQLite recognises two tables of the same shape and takes its transfer optimisation (`xferOptimization` in its
/// `insert.c`): whole records go over as they are. Where the tables differ in a way that forbids it, the same statement
/// still does the right thing, only slower.
final class ImageTransfer {
    private static let schema = "weir_image"

    private let table: String
    /// The image that SQLite reads now; it must stay until the next one takes its place.
    private var image: Bytes?

    /// Attaches an empty database, in which each image will take its place.
    init(into table: String, of db: Database) throws {
        self.table = table
        try db.execute(sql: "ATTACH ':memory:' AS \(Self.schema)")
    }

    /// Detaches the last image; outside a transaction only.
    func detach(from db: Database) throws {
        try db.execute(sql: "DETACH \(Self.schema)")
        image = nil
    }

    /// Adds the rows of an image.
    func insert(_ next: Bytes, in db: Database) throws {
        let code = next.withUnsafeBufferPointer { bytes in
            // The image is attached for reading only, so SQLite does not write to this memory.
            sqlite3_deserialize(
                db.sqliteConnection,
                Self.schema,
                UnsafeMutablePointer(mutating: bytes.baseAddress),
                Int64(bytes.count),
                Int64(bytes.count),
                UInt32(SQLITE_DESERIALIZE_READONLY)
            )
        }
        image = next
        guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        let target = Identifier.quoted(table)
        try db.execute(
            sql: "INSERT INTO main.\(target) SELECT * FROM \(Self.schema).\(DatabaseImage.table)")
    }
}
