import WeirModel

/// The leaf pages of a table, filled one after another; row ids count from 1.
///
/// The pages stand in the image from page 3 on, so that pages 1 and 2 can be written when all leaves are known.
struct LeafPages: ~Copyable {
    private static let pageSize = DatabaseImage.pageSize
    /// Pages before the first leaf.
    private static let before = 2
    private static let leafHeader = 8
    private static let interiorHeader = 12
    /// The most leaves whose entries (a page number, a row id, a pointer) fit an interior page.
    private static let mostLeaves = (pageSize - interiorHeader) / 16

    private var image: ByteBuffer
    /// The first free byte from the end of the current page.
    private var contentStart = 0
    private var cells = 0
    private var leafCount = 0
    private var rowID: UInt64 = 0
    /// The greatest row id of each finished leaf.
    private var lastRowIDs: [UInt64] = []

    init(expectedBytes: Int, pool: BufferPool) {
        let pages = expectedBytes / Self.pageSize + Self.before + 2
        image = ByteBuffer(capacity: pages * Self.pageSize, pool: pool)
        image.setCount(Self.before * Self.pageSize)
        beginLeaf()
    }

    /// Whether one interior page can point at all leaves.
    var fitsOneInteriorPage: Bool { leafCount <= Self.mostLeaves }

    private var leaf: UnsafeMutablePointer<UInt8> {
        image.baseAddress + (Self.before + leafCount - 1) * Self.pageSize
    }

    /// Adds a record behind those before it.
    mutating func append(_ record: borrowing RecordWriter) {
        rowID += 1
        let size = record.count
        let whole = size + Varint.length(UInt64(size)) + Varint.length(rowID)
        if contentStart - whole < Self.leafHeader + 2 * (cells + 1) {
            endLeaf(lastRowID: rowID - 1)
            beginLeaf()
        }
        contentStart -= whole
        let page = leaf
        page.write(UInt16(truncatingIfNeeded: contentStart), at: Self.leafHeader + 2 * cells)
        var place = page + contentStart
        place += Varint.write(UInt64(size), to: place)
        place += Varint.write(rowID, to: place)
        record.copy(to: place)
        cells += 1
    }

    private mutating func beginLeaf() {
        leafCount += 1
        image.reserve(Self.pageSize)
        image.setCount((Self.before + leafCount) * Self.pageSize)
        contentStart = Self.pageSize
        cells = 0
    }

    private mutating func endLeaf(lastRowID: UInt64) {
        let page = leaf
        page[0] = 0x0D
        page.write(UInt16(0), at: 1)
        page.write(UInt16(truncatingIfNeeded: cells), at: 3)
        // 0 stands for 65,536: an empty page.
        page.write(UInt16(truncatingIfNeeded: contentStart), at: 5)
        page[7] = 0
        lastRowIDs.append(lastRowID)
    }

    /// Ends the last leaf and writes the pages before the leaves.
    consuming func finish(_ writeFirstPage: (UnsafeMutablePointer<UInt8>, Int) -> Void) -> Bytes {
        endLeaf(lastRowID: rowID)
        var pageCount = Self.before + leafCount
        let root = image.baseAddress + Self.pageSize
        if leafCount == 1 {
            // A single leaf is the root.
            root.update(from: leaf, count: Self.pageSize)
            pageCount -= 1
            image.setCount(pageCount * Self.pageSize)
        } else {
            writeRoot(root)
        }
        writeFirstPage(image.baseAddress, pageCount)
        return image.freeze()
    }

    /// Writes the interior page that points at the leaves: each entry has a leaf and its greatest row id, the last leaf
    /// stands in the page's header.
    private func writeRoot(_ page: UnsafeMutablePointer<UInt8>) {
        page[0] = 0x05
        page.write(UInt16(0), at: 1)
        page.write(UInt16(truncatingIfNeeded: leafCount - 1), at: 3)
        page[7] = 0
        page.write(UInt32(truncatingIfNeeded: Self.before + leafCount), at: 8)
        var start = Self.pageSize
        for index in 0..<leafCount - 1 {
            start -= 4 + Varint.length(lastRowIDs[index])
            page.write(UInt32(truncatingIfNeeded: Self.before + index + 1), at: start)
            _ = Varint.write(lastRowIDs[index], to: page + start + 4)
            page.write(UInt16(truncatingIfNeeded: start), at: Self.interiorHeader + 2 * index)
        }
        page.write(UInt16(truncatingIfNeeded: start), at: 5)
    }
}
