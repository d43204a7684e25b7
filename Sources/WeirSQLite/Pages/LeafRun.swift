import WeirModel

/// The leaf pages of one batch in the making: finished cells whose row ids are left open.
///
/// Which number a row gets shows only where all batches come together in order, so each cell has room for a row id of
/// fixed width. The overflow pages of a leaf's cells follow the leaf in the order of the cells; their numbers are left
/// open too. `LeafReader` fills in both.
struct LeafRun: ~Copyable {
    private static let pageSize = LeafFormat.pageSize

    private var pages: ByteBuffer
    private var chains: [UInt8] = []
    private var leafStart = 0
    private var contentStart = 0
    private var cells = 0

    init(expectedBytes: Int, pool: BufferPool) {
        pages = ByteBuffer(capacity: (expectedBytes / Self.pageSize + 2) * Self.pageSize, pool: pool)
        beginLeaf()
    }

    private var leaf: UnsafeMutablePointer<UInt8> { pages.baseAddress + leafStart }

    /// Adds a record behind those before it.
    mutating func append(_ record: borrowing RecordWriter) {
        let size = record.count
        let local = LeafFormat.localBytes(of: size)
        let sizeLength = Varint.length(UInt64(size))
        let whole = sizeLength + LeafFormat.rowIDSize + local + (local < size ? 4 : 0)
        if contentStart - whole < LeafFormat.headerSize + 2 * (cells + 1) {
            endLeaf()
            beginLeaf()
        }
        contentStart -= whole
        let page = leaf
        page.write(UInt16(truncatingIfNeeded: contentStart), at: LeafFormat.headerSize + 2 * cells)
        var place = page + contentStart
        place += Varint.write(UInt64(size), to: place)
        place += LeafFormat.rowIDSize
        cells += 1
        if local == size {
            record.copy(to: place)
        } else {
            spill(record, size: size, local: local, to: place)
        }
    }

    /// Ends the last leaf.
    consuming func finish() -> Bytes {
        endLeaf()
        return pages.freeze()
    }

    /// Writes a record that does not fit a page: its beginning here, the rest to overflow pages.
    private mutating func spill(
        _ record: borrowing RecordWriter, size: Int, local: Int, to place: UnsafeMutablePointer<UInt8>
    ) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: size + RecordWriter.slack) { room in
            guard let whole = room.baseAddress else { return }
            record.copy(to: whole)
            place.update(from: whole, count: local)
            (place + local).update(repeating: 0, count: 4)
            var start = local
            while start < size {
                let end = min(start + LeafFormat.overflowRoom, size)
                chains += [0, 0, 0, 0]
                chains += UnsafeBufferPointer(rebasing: UnsafeBufferPointer(room)[start..<end])
                chains += [UInt8](repeating: 0, count: LeafFormat.overflowRoom - (end - start))
                start = end
            }
        }
    }

    private mutating func beginLeaf() {
        leafStart = pages.count
        pages.reserve(Self.pageSize)
        pages.setCount(leafStart + Self.pageSize)
        contentStart = Self.pageSize
        cells = 0
    }

    private mutating func endLeaf() {
        LeafFormat.writeHeader(leaf, cells: cells, contentStart: contentStart)
        pages.append(contentsOf: chains)
        chains.removeAll(keepingCapacity: true)
    }
}
