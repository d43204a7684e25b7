/// The numbers of a table-leaf page: what of a record stands in its cell, and what goes to overflow pages.
///
/// Source of the format: sqlite.org/fileformat2.html, sections 1.5 and 1.6.
enum LeafFormat {
    /// The size of a page of a database that is written page by page, in bytes; a small table stays small.
    static let pageSize = 32 << 10
    /// The bytes before the first cell pointer.
    static let headerSize = 8
    /// The bytes of a row id in a cell that is written before the row's number is known: a number of 28 bits.
    static let rowIDSize = 4
    /// The greatest row id that fits there.
    static let greatestRowID: UInt64 = 1 << 28 - 1
    /// What an overflow page holds besides the number of the next one, in bytes.
    static let overflowRoom = pageSize - 4
    /// The page that SQLite never uses, since the bytes that it locks stand there.
    static let lockPage = UInt32((1 << 30) / pageSize + 1)

    private static let mostLocal = pageSize - 35
    private static let leastLocal = (pageSize - 12) * 32 / 255 - 23

    /// How many bytes of a record of that length stand in its cell.
    @inline(__always)
    static func localBytes(of record: Int) -> Int {
        guard record > mostLocal else { return record }
        let wanted = leastLocal + (record - leastLocal) % overflowRoom
        return wanted <= mostLocal ? wanted : leastLocal
    }

    /// How many overflow pages a record of that length needs.
    static func overflowPages(of record: Int) -> Int {
        (record - localBytes(of: record) + overflowRoom - 1) / overflowRoom
    }

    /// Writes the header of a leaf and clears what lies between the cell pointers and the cells.
    static func writeHeader(_ page: UnsafeMutablePointer<UInt8>, cells: Int, contentStart: Int) {
        page[0] = 0x0D
        page.write(UInt16(0), at: 1)
        page.write(UInt16(truncatingIfNeeded: cells), at: 3)
        page.write(UInt16(truncatingIfNeeded: contentStart), at: 5)
        page[7] = 0
        let end = headerSize + 2 * cells
        (page + end).update(repeating: 0, count: contentStart - end)
    }
}
