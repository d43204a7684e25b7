/// The interior pages of a table that grows at its right edge only.
///
/// A full interior page is written and never touched again; those that are not full, one per level, make up the right edge.
/// At a commit the edge is written out as it is and the root takes its top. Every interior page has at least two children,
/// as SQLite demands.
struct TreeSpine {
    /// A page and the greatest row id below it.
    struct Child {
        var page: UInt32
        var lastRowID: UInt64
    }

    /// An interior page to be written.
    struct Interior {
        var page: UInt32
        var children: [Child]
    }

    private struct Level {
        var children: [Child] = []
        /// The number that a commit has given to the page.
        var page: UInt32?
    }

    /// How many children a full page has; up to two more may wait for the next one.
    let mostChildren: Int
    private var levels: [Level] = []

    /// Begins a table without pages.
    ///
    /// - Parameter mostChildren: how many children a page has, at least 2.
    init(mostChildren: Int = Self.capacity(of: LeafFormat.pageSize) - 2) {
        self.mostChildren = mostChildren
    }

    /// How many children fit an interior page, with row ids as long as they can be.
    static func capacity(of pageSize: Int) -> Int { (pageSize - 12) / (4 + 9 + 2) }

    /// Whether the table has no pages below its root.
    var isEmpty: Bool { levels.isEmpty }

    /// Adds a leaf behind those before it.
    ///
    /// - Parameter allocate: gives the number of a new page.
    /// - Returns: the pages that became full.
    mutating func add(_ leaf: Child, allocate: () -> UInt32) -> [Interior] {
        var full: [Interior] = []
        var child = leaf
        var level = 0
        while true {
            if level == levels.count { levels.append(Level()) }
            levels[level].children.append(child)
            // Two stay behind, so that the page at the edge is never too thin.
            guard levels[level].children.count == mostChildren + 2 else { return full }
            let children = Array(levels[level].children.prefix(mostChildren))
            let page = levels[level].page ?? allocate()
            full.append(Interior(page: page, children: children))
            child = Child(page: page, lastRowID: children[mostChildren - 1].lastRowID)
            levels[level].children.removeFirst(mostChildren)
            levels[level].page = nil
            level += 1
        }
    }

    /// The pages of the edge, the root last, for a commit.
    mutating func edge(root: UInt32, allocate: () -> UInt32) -> [Interior] {
        var pages: [Interior] = []
        var below: Child?
        for level in levels.indices {
            let children = levels[level].children + (below.map { [$0] } ?? [])
            guard level < levels.count - 1 else {
                pages.append(Interior(page: root, children: children))
                break
            }
            let page = levels[level].page ?? allocate()
            levels[level].page = page
            pages.append(Interior(page: page, children: children))
            below = Child(page: page, lastRowID: children[children.count - 1].lastRowID)
        }
        return pages
    }
}

extension TreeSpine.Interior {
    /// The page in SQLite's format: a cell for each child but the last, which stands in the header.
    func bytes(pageSize: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: pageSize)
        bytes.withUnsafeMutableBufferPointer { buffer in
            guard let page = buffer.baseAddress, let last = children.last else { return }
            page[0] = 0x05
            page.write(UInt16(truncatingIfNeeded: children.count - 1), at: 3)
            page.write(last.page, at: 8)
            var start = pageSize
            for (index, child) in children.dropLast().enumerated() {
                start -= 4 + Varint.length(child.lastRowID)
                page.write(child.page, at: start)
                _ = Varint.write(child.lastRowID, to: page + start + 4)
                page.write(UInt16(truncatingIfNeeded: start), at: 12 + 2 * index)
            }
            page.write(UInt16(truncatingIfNeeded: start), at: 5)
        }
        return bytes
    }
}
