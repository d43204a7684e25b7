import WeirModel
import WeirWrite

/// Writes the pages of a new database straight into its file, with commits as safe as SQLite's own.
///
/// Leaf pages are appended as they come; nothing points at them yet. A commit puts the pages that do so in place: the
/// first page, the record of the run, the root and the right edge of the table. Before it touches a page that counts it
/// stores a rollback journal in SQLite's format, and it ends by removing it, so a crash at any moment leaves a database
/// that SQLite brings back to the last commit when it is opened next.
struct PageLoad: ~Copyable {
    private static let pageSize = LeafFormat.pageSize
    /// How many bytes are written at once.
    private static let runBytes = 1 << 20

    private let file: any PageFile
    private let root: UInt32?
    /// How many pages the database has without rows.
    private let firstPages: UInt32
    private let nonce: UInt32
    private var spine = TreeSpine()
    private var open = OpenLeaf()
    /// How many pages count: those behind them are cut off if the run ends here.
    private var committedPages: UInt32 = 0
    private var nextPage: UInt32
    private var lastRowID: UInt64 = 0
    private var commits: UInt32 = 0
    /// New pages that are not written yet, back to back, and the number of the first.
    private var waiting: [UInt8] = []
    private var firstWaiting: UInt32 = 0
    /// Why the file is no longer ours alone to write to, if it is not.
    private var loss: (any Error)?
    /// Pages that count already and get a new content at the commit.
    private var rewrites: [UInt32: [UInt8]] = [:]

    /// Begins a database in a file that is locked and empty.
    ///
    /// - Parameters:
    ///   - root: the root page of the table.
    ///   - firstPages: how many pages the database has without rows.
    ///   - nonce: a random number.
    init(_ file: any PageFile, root: UInt32?, firstPages: Int, nonce: UInt32) throws {
        self.file = file
        self.root = root
        self.nonce = nonce
        self.firstPages = UInt32(truncatingIfNeeded: firstPages)
        nextPage = self.firstPages + 1
        waiting.reserveCapacity(Self.runBytes + Self.pageSize)
        // If the run ends before the first commit, the file is to be empty again.
        try file.writeJournal(RollbackJournal(pageSize: Self.pageSize, nonce: nonce).bytes(pages: 0))
    }

    /// Adds the rows of a leaf run.
    mutating func append(_ run: Bytes) throws {
        if let loss { throw loss }
        try run.withUnsafeBufferPointer { pages in
            var reader = LeafReader(pages)
            while let leaf = reader.next() { try append(leaf) }
        }
    }

    /// Makes everything appended count.
    ///
    /// - Parameter template: the first pages of the database, but for the root of the table.
    mutating func commit(_ template: [UInt32: [UInt8]]) throws {
        if let loss { throw loss }
        if spine.isEmpty {
            if let root { try put(root, open.withPage { Array(UnsafeBufferPointer(start: $0, count: Self.pageSize)) }) }
        } else {
            try placeOpenLeaf()
        }
        if let root, !spine.isEmpty {
            for page in takeEdge(root: root) { try put(page.page, page.bytes(pageSize: Self.pageSize)) }
        }
        try writeWaiting()
        commits += 1
        rewrites.merge(template) { _, fresh in fresh }
        rewrites[1]?.withUnsafeMutableBufferPointer { page in
            guard let first = page.baseAddress else { return }
            first.write(commits, at: 24)
            first.write(nextPage - 1, at: 28)
            first.write(commits, at: 92)
        }
        try storeRewrites()
        committedPages = nextPage - 1
        // The commit has been made, whatever comes now: a loss is told with the next batch.
        do { try letReadersIn() } catch { loss = error }
    }

    /// Lets others see what was committed.
    private func letReadersIn() throws {
        try file.letReadersIn()
        let counter = try file.read(4, at: 24).reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
        guard counter == commits else {
            throw WeirError(
                .writeBusy, "another program has changed the database during the load",
                hint: "what was committed before is in it; run again when the other program is done")
        }
    }

    /// Leaves the file as the last commit left it.
    ///
    /// - Returns: whether that is so; if not, the journal stays and SQLite does it.
    mutating func rollBack() -> Bool {
        // After a commit nothing is left to undo, and what others have done must stay.
        guard loss == nil else { return true }
        do {
            try file.truncate(to: Int(committedPages) * Self.pageSize)
            if commits == 0 { try file.removeJournal() }
            return true
        } catch {
            return false
        }
    }

    private mutating func append(_ leaf: LeafReader.Leaf) throws {
        let overflow = try appendOverflow(leaf)
        // The first leaf is never written as it is: alone it is the root.
        let isFull = leaf.usedBytes >= Self.pageSize * 3 / 4
        let isFirst = spine.isEmpty && open.cells == 0
        let fitsRowIDs = lastRowID + UInt64(leaf.cells) <= LeafFormat.greatestRowID
        guard isFull, !isFirst, fitsRowIDs else { return try takeCells(of: leaf, overflow: overflow) }
        try placeOpenLeaf()
        let page = allocate()
        try makeRoom(for: page)
        waiting.append(contentsOf: UnsafeBufferPointer(start: leaf.page, count: Self.pageSize))
        number(leaf, overflow)
        try add(leaf: page)
    }

    /// Fills in the row ids and the overflow pages of the leaf that was appended last.
    private mutating func number(_ leaf: LeafReader.Leaf, _ overflow: [UInt32]) {
        let start = waiting.count - Self.pageSize
        var nextOverflow = 0
        var rowID = lastRowID
        waiting.withUnsafeMutableBufferPointer { waiting in
            guard let page = waiting.baseAddress.map({ $0 + start }) else { return }
            for index in 0..<leaf.cells {
                let cell = LeafReader.cell(index, of: page)
                let place = page + cell.offset + cell.sizeLength
                rowID += 1
                place[0] = UInt8(truncatingIfNeeded: rowID >> 21) | 0x80
                place[1] = UInt8(truncatingIfNeeded: rowID >> 14) | 0x80
                place[2] = UInt8(truncatingIfNeeded: rowID >> 7) | 0x80
                place[3] = UInt8(truncatingIfNeeded: rowID) & 0x7F
                if cell.overflowPages > 0 {
                    page.write(overflow[nextOverflow], at: cell.offset + cell.size - 4)
                    nextOverflow += cell.overflowPages
                }
            }
        }
        lastRowID = rowID
    }

    /// Moves the cells of a leaf into the open one.
    private mutating func takeCells(of leaf: LeafReader.Leaf, overflow: [UInt32]) throws {
        var nextOverflow = 0
        for index in 0..<leaf.cells {
            let cell = LeafReader.cell(index, of: leaf.page)
            let first = cell.overflowPages > 0 ? overflow[nextOverflow] : nil
            nextOverflow += cell.overflowPages
            if !open.take(cell, of: leaf.page, rowID: lastRowID + 1, overflow: first) {
                try placeOpenLeaf()
                // Any cell fits an empty leaf.
                guard open.take(cell, of: leaf.page, rowID: lastRowID + 1, overflow: first) else {
                    preconditionFailure("a cell is larger than a page")
                }
            }
            lastRowID += 1
        }
    }

    /// Appends the overflow pages of a leaf, chained cell by cell.
    ///
    /// - Returns: their numbers.
    private mutating func appendOverflow(_ leaf: LeafReader.Leaf) throws -> [UInt32] {
        guard leaf.overflowPages > 0 else { return [] }
        let numbers = (0..<leaf.overflowPages).map { _ in allocate() }
        var index = 0
        for cell in 0..<leaf.cells {
            let count = LeafReader.cell(cell, of: leaf.page).overflowPages
            for place in 0..<count {
                try makeRoom(for: numbers[index])
                let next = place + 1 < count ? numbers[index + 1] : 0
                let start = waiting.count
                waiting.append(
                    contentsOf: UnsafeBufferPointer(
                        start: leaf.overflow + index * Self.pageSize, count: Self.pageSize))
                waiting.withUnsafeMutableBufferPointer { $0.baseAddress?.write(next, at: start) }
                index += 1
            }
        }
        return numbers
    }

    /// Makes a page of the open leaf, if it has cells.
    private mutating func placeOpenLeaf() throws {
        guard open.cells > 0 else { return }
        let page = allocate()
        try makeRoom(for: page)
        open.withPage { waiting.append(contentsOf: UnsafeBufferPointer(start: $0, count: Self.pageSize)) }
        open.clear()
        try add(leaf: page)
    }

    private mutating func add(leaf: UInt32) throws {
        var next = nextPage
        let full = spine.add(TreeSpine.Child(page: leaf, lastRowID: lastRowID)) { Self.allocate(&next) }
        nextPage = next
        for page in full { try put(page.page, page.bytes(pageSize: Self.pageSize)) }
    }

    private mutating func takeEdge(root: UInt32) -> [TreeSpine.Interior] {
        var next = nextPage
        let pages = spine.edge(root: root) { Self.allocate(&next) }
        nextPage = next
        return pages
    }

    private mutating func allocate() -> UInt32 { Self.allocate(&nextPage) }

    /// The number of a new page.
    static func allocate(_ next: inout UInt32) -> UInt32 {
        if next == LeafFormat.lockPage { next += 1 }
        defer { next += 1 }
        return next
    }

    /// Writes a page: at once where nothing counts yet, at the commit where something stands that does.
    private mutating func put(_ page: UInt32, _ bytes: [UInt8]) throws {
        if page <= max(committedPages, firstPages) {
            rewrites[page] = bytes
        } else {
            try writeWaiting()
            try write(bytes, at: page)
        }
    }

    /// Makes sure that the page can be put behind those that wait.
    private mutating func makeRoom(for page: UInt32) throws {
        let next = firstWaiting + UInt32(truncatingIfNeeded: waiting.count / Self.pageSize)
        if waiting.count >= Self.runBytes || page != next { try writeWaiting() }
        if waiting.isEmpty { firstWaiting = page }
    }

    private mutating func writeWaiting() throws {
        guard !waiting.isEmpty else { return }
        try write(waiting, at: firstWaiting)
        // The disk works while the next pages are made, and the commit has little left to wait for.
        file.startStoring(waiting.count, at: Int(firstWaiting - 1) * Self.pageSize)
        waiting.removeAll(keepingCapacity: true)
    }

    private func write(_ bytes: [UInt8], at page: UInt32) throws {
        try bytes.withUnsafeBufferPointer { try file.write($0, at: Int(page - 1) * Self.pageSize) }
    }

    /// The commit itself: journal, pages, no journal.
    private mutating func storeRewrites() throws {
        let pages = rewrites.keys.sorted()
        if commits > 1 {
            var journal = RollbackJournal(pageSize: Self.pageSize, nonce: nonce &+ commits)
            for page in pages { journal.keep(page, try file.read(Self.pageSize, at: Int(page - 1) * Self.pageSize)) }
            try file.keepReadersOut()
            // What is appended must be stored before the pages that point at it.
            try file.sync()
            try file.writeJournal(journal.bytes(pages: committedPages))
        }
        for page in pages { try write(rewrites[page] ?? [], at: page) }
        try file.sync()
        try file.removeJournal()
        rewrites.removeAll()
    }
}
