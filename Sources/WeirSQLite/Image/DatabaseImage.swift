import WeirModel
import WeirWrite

/// A small, complete SQLite database in memory that holds the accepted rows of one batch in one table.
///
/// Page 1 is the file header and the schema, page 2 the root of the table, the rest its leaves: at most two levels. The
/// writer hands the image to SQLite, which copies the finished records out of it (see `ImageTransfer`).
///
/// Source of the format: sqlite.org/fileformat2.html.
enum DatabaseImage {
    /// The largest that SQLite has: one interior page then holds the leaves of some 400 MB.
    static let pageSize = 65_536
    /// The name of the table in the image.
    static let table = "rows"

    /// The offset of a page's b-tree header in the first page.
    private static let fileHeaderSize = 100

    /// Encodes the accepted rows of a batch.
    ///
    /// - Parameter createSQL: what makes the table, under the name `DatabaseImage.table`.
    /// - Returns: the image, or `nil` if a row does not fit a page.
    static func encode(_ batch: CheckedBatch, createSQL: String, pool: BufferPool) -> Bytes? {
        batch.withView { view in
            var leaves = LeafPages(expectedBytes: batch.records.bytes.count, pool: pool)
            var record = RecordWriter(columns: view.columns.count)
            for row in view.accepted.indices where view.accepted[row] != 0 {
                guard record.write(row: row, of: view) else { return nil }
                leaves.append(record)
            }
            guard leaves.fitsOneInteriorPage else { return nil }
            return leaves.finish { page, pageCount in writeFirstPage(page, pageCount, createSQL) }
        }
    }

    /// Writes the file header and the schema table, which has one row.
    private static func writeFirstPage(_ page: UnsafeMutablePointer<UInt8>, _ pageCount: Int, _ createSQL: String) {
        page.update(repeating: 0, count: pageSize)
        for (index, byte) in "SQLite format 3".utf8.enumerated() { page[index] = byte }
        page[17] = 1  // page size 65,536
        page[18] = 1  // a rollback journal, for writing
        page[19] = 1  // and for reading
        page[21] = 64
        page[22] = 32
        page[23] = 32
        page.write(UInt32(1), at: 24)  // change counter
        page.write(UInt32(truncatingIfNeeded: pageCount), at: 28)
        page.write(UInt32(1), at: 40)  // schema cookie
        page.write(UInt32(4), at: 44)  // schema format
        page.write(UInt32(1), at: 56)  // UTF-8
        page.write(UInt32(1), at: 92)  // the page count is valid for this change counter
        page.write(UInt32(3_040_000), at: 96)

        let sql = Array(createSQL.utf8)
        let name = Array(table.utf8)
        var record: [UInt8] = []
        for length in [5, name.count, name.count] { record.append(UInt8(truncatingIfNeeded: 13 + 2 * length)) }
        record.append(1)  // the root page as a one-byte integer
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 9) { room in
            guard let base = room.baseAddress else { return }
            record += room.prefix(Varint.write(UInt64(13 + 2 * sql.count), to: base))
        }
        record.insert(UInt8(truncatingIfNeeded: record.count + 1), at: 0)
        record += Array("table".utf8) + name + name + [2] + sql

        let size = Varint.length(UInt64(record.count)) + 1 + record.count
        let start = pageSize - size
        page[fileHeaderSize] = 0x0D
        page.write(UInt16(1), at: fileHeaderSize + 3)
        page.write(UInt16(truncatingIfNeeded: start), at: fileHeaderSize + 5)
        page.write(UInt16(truncatingIfNeeded: start), at: fileHeaderSize + 8)
        var place = page + start
        place += Varint.write(UInt64(record.count), to: place)
        place += Varint.write(1, to: place)
        place.update(from: record, count: record.count)
    }

    /// The longest statement that fits the first page, in bytes.
    static let longestSQL = pageSize - 200
}

extension UnsafeMutablePointer<UInt8> {
    /// Writes a number with its highest byte first.
    func write<Number: FixedWidthInteger>(_ number: Number, at offset: Int) {
        UnsafeMutableRawPointer(self + offset).storeBytes(of: number.bigEndian, as: Number.self)
    }
}
