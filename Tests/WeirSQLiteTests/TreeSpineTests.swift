import Testing

@testable import WeirSQLite

@Suite("The interior pages of a growing table")
struct TreeSpineTests {
    /// The leaves below a page in order; records what is wrong with the tree.
    private func leaves(
        _ page: UInt32, _ pages: [UInt32: TreeSpine.Interior], depth: Int, depths: inout Set<Int>
    ) -> [TreeSpine.Child] {
        guard let interior = pages[page] else {
            depths.insert(depth)
            return [TreeSpine.Child(page: page, lastRowID: 0)]
        }
        #expect(interior.children.count >= 2, "SQLite takes no interior page with a single child")
        return interior.children.flatMap { child -> [TreeSpine.Child] in
            let below = leaves(child.page, pages, depth: depth + 1, depths: &depths)
            return below.dropLast() + [TreeSpine.Child(page: below.last?.page ?? 0, lastRowID: child.lastRowID)]
        }
    }

    @Test("has all leaves in order at one depth at every commit", arguments: 2...5)
    func everyCommit(mostChildren: Int) {
        var spine = TreeSpine(mostChildren: mostChildren)
        var pages: [UInt32: TreeSpine.Interior] = [:]
        var next: UInt32 = 10
        func allocate() -> UInt32 {
            defer { next += 1 }
            return next
        }
        var added: [UInt32] = []
        for number in 1...200 {
            let leaf = allocate()
            added.append(leaf)
            for page in spine.add(.init(page: leaf, lastRowID: UInt64(number)), allocate: allocate) {
                pages[page.page] = page
            }
            guard number > 1 else { continue }
            for page in spine.edge(root: 1, allocate: allocate) {
                #expect(page.children.count <= mostChildren + 2)
                pages[page.page] = page
            }
            var depths: Set<Int> = []
            let found = leaves(1, pages, depth: 0, depths: &depths)
            #expect(found.map(\.page) == added)
            #expect(depths.count == 1)
            #expect(found.map(\.lastRowID) == (1...UInt64(number)).map { $0 })
        }
    }
}
