package import WeirFlow

/// Produces given items, and then ends or fails.
package struct ItemSource<Item: Weighted & Sendable>: Source {
    private var items: [Item]
    private let error: (any Error)?
    private var position = 0

    /// Makes a source of the items; with an error, it throws that after the last one.
    package init(_ items: [Item], thenFail error: (any Error)? = nil) {
        self.items = items
        self.error = error
    }

    package mutating func next() throws -> Item? {
        guard position < items.count else {
            if let error { throw error }
            return nil
        }
        position += 1
        return items[position - 1]
    }
}
