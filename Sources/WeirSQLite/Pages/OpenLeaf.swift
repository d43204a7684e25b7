import WeirModel

/// The last leaf of a table, which takes cells until it is full.
///
/// It gathers what small batches and the ends of large ones have, so that pages are full whatever the batches are.
struct OpenLeaf: ~Copyable {
    private let page: UnsafeMutablePointer<UInt8>
    private var contentStart = LeafFormat.pageSize
    private(set) var cells = 0

    init() {
        page = .allocate(capacity: LeafFormat.pageSize)
    }

    deinit { page.deallocate() }

    /// Takes a cell of a leaf, unless there is no room for it.
    ///
    /// - Parameter overflow: the first overflow page of its record, if it has one.
    mutating func take(
        _ cell: LeafReader.Cell, of leaf: UnsafePointer<UInt8>, rowID: UInt64, overflow: UInt32?
    ) -> Bool {
        let idLength = Varint.length(rowID)
        let rest = cell.size - cell.sizeLength - LeafFormat.rowIDSize
        let size = cell.sizeLength + idLength + rest
        guard contentStart - size >= LeafFormat.headerSize + 2 * (cells + 1) else { return false }
        contentStart -= size
        page.write(UInt16(truncatingIfNeeded: contentStart), at: LeafFormat.headerSize + 2 * cells)
        let place = page + contentStart
        let source = leaf + cell.offset
        place.update(from: source, count: cell.sizeLength)
        _ = Varint.write(rowID, to: place + cell.sizeLength)
        (place + cell.sizeLength + idLength).update(
            from: source + cell.sizeLength + LeafFormat.rowIDSize, count: rest)
        if let overflow { page.write(overflow, at: contentStart + size - 4) }
        cells += 1
        return true
    }

    /// The page as it is now.
    mutating func withPage<Result>(_ body: (UnsafePointer<UInt8>) throws -> Result) rethrows -> Result {
        LeafFormat.writeHeader(page, cells: cells, contentStart: contentStart)
        return try body(page)
    }

    /// Begins an empty leaf.
    mutating func clear() {
        contentStart = LeafFormat.pageSize
        cells = 0
    }
}
