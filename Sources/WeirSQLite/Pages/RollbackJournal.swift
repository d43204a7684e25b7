/// What SQLite needs to undo a commit that did not come to its end: the pages as they were before.
///
/// Whoever opens the database next finds this file beside it and puts the pages back, by SQLite's own recovery.
///
/// Source of the format: sqlite.org/fileformat2.html, section 3.
struct RollbackJournal {
    private static let sectorSize = 512
    private static let magic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]

    private let pageSize: Int
    private let nonce: UInt32
    private var records: [UInt8] = []
    private var count = 0

    /// Begins a journal.
    ///
    /// - Parameter nonce: a number that sums of this journal start from, to tell them from those of another one.
    init(pageSize: Int, nonce: UInt32) {
        self.pageSize = pageSize
        self.nonce = nonce
    }

    /// Keeps a page as it is before the commit.
    mutating func keep(_ page: UInt32, _ bytes: [UInt8]) {
        var sum = nonce
        var place = pageSize - 200
        while place > 0 {
            sum = sum &+ UInt32(bytes[place])
            place -= 200
        }
        records += page.bigEndianBytes + bytes + sum.bigEndianBytes
        count += 1
    }

    /// The file.
    ///
    /// - Parameter pages: how many pages the database has before the commit; what is behind them is cut off.
    func bytes(pages: UInt32) -> [UInt8] {
        var header = Self.magic
        header += UInt32(truncatingIfNeeded: count).bigEndianBytes + nonce.bigEndianBytes + pages.bigEndianBytes
        header += UInt32(truncatingIfNeeded: Self.sectorSize).bigEndianBytes
        header += UInt32(truncatingIfNeeded: pageSize).bigEndianBytes
        header += [UInt8](repeating: 0, count: Self.sectorSize - header.count)
        return header + records
    }
}

extension UInt32 {
    /// The highest byte first.
    fileprivate var bigEndianBytes: [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) }
    }
}
