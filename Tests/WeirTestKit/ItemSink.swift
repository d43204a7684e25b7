internal import Synchronization
import WeirFlow

/// What an `ItemSink` has taken; a test keeps it and looks when the flow has ended.
package final class CollectedItems<Item: Sendable>: Sendable {
    private let state = Mutex<(items: [Item], isFinished: Bool)>(([], false))

    package init() {}

    /// The items in the order of arrival.
    package var items: [Item] { state.withLock { $0.items } }

    /// Whether the sink was told that there are no more.
    package var isFinished: Bool { state.withLock { $0.isFinished } }

    func append(_ item: Item) { state.withLock { $0.items.append(item) } }
    func finish() { state.withLock { $0.isFinished = true } }
}

/// Keeps every item.
package struct ItemSink<Item: Sendable>: Sink {
    private let collected: CollectedItems<Item>

    package init(_ collected: CollectedItems<Item>) { self.collected = collected }

    package mutating func consume(_ input: consuming Item) async throws { collected.append(input) }

    package mutating func finish() async throws { collected.finish() }
}
