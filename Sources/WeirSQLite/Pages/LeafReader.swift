import WeirModel

/// Goes through the leaf pages of a `LeafRun`, one leaf with its overflow pages after another.
struct LeafReader {
    /// A leaf and where its overflow pages are.
    struct Leaf {
        /// The page, with its row ids and overflow numbers open.
        let page: UnsafePointer<UInt8>
        let cells: Int
        /// The bytes of the page that hold something.
        let usedBytes: Int
        /// The overflow pages of all its cells, back to back.
        let overflow: UnsafePointer<UInt8>
        let overflowPages: Int
    }

    /// One cell of a leaf.
    struct Cell {
        /// Where it is in the page.
        let offset: Int
        let size: Int
        /// The length of the number that says how long the record is.
        let sizeLength: Int
        /// The overflow pages of the record.
        let overflowPages: Int
    }

    private let pages: UnsafeBufferPointer<UInt8>
    private var position = 0

    /// Begins with the first leaf of a run.
    init(_ pages: UnsafeBufferPointer<UInt8>) { self.pages = pages }

    /// The next leaf.
    mutating func next() -> Leaf? {
        guard let base = pages.baseAddress, position < pages.count else { return nil }
        let page = base + position
        let cells = Int(page[3]) << 8 | Int(page[4])
        let contentStart = Int(page[5]) << 8 | Int(page[6])
        var overflow = 0
        for index in 0..<cells { overflow += Self.cell(index, of: page).overflowPages }
        position += (1 + overflow) * LeafFormat.pageSize
        return Leaf(
            page: page, cells: cells,
            usedBytes: LeafFormat.headerSize + 2 * cells + LeafFormat.pageSize - contentStart,
            overflow: page + LeafFormat.pageSize, overflowPages: overflow)
    }

    /// A cell of a page.
    @inline(__always)
    static func cell(_ index: Int, of page: UnsafePointer<UInt8>) -> Cell {
        let pointer = page + LeafFormat.headerSize + 2 * index
        let offset = Int(pointer[0]) << 8 | Int(pointer[1])
        var length = 0
        var record = 0
        repeat {
            record = record << 7 | Int(page[offset + length] & 0x7F)
            length += 1
        } while page[offset + length - 1] >= 0x80
        let local = LeafFormat.localBytes(of: record)
        let isWhole = local == record
        return Cell(
            offset: offset, size: length + LeafFormat.rowIDSize + local + (isWhole ? 0 : 4), sizeLength: length,
            overflowPages: isWhole ? 0 : LeafFormat.overflowPages(of: record))
    }
}
