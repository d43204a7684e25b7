/// The sending end of an edge; it has one owner.
///
/// Dropping it without `finish()` fails the receiver with `FlowError.abandoned`, so that a lost sender never looks
/// like the end of the items.
struct Outlet<Element: Weighted & Sendable>: ~Copyable, Sendable {
    private let edge: Edge<Element>

    init(_ edge: Edge<Element>) { self.edge = edge }

    // It runs after `finish()` and `fail(_:)` too (`discard self` is not available to a type with references), and does
    // nothing then.
    deinit { edge.abandon() }

    /// Sends an item, waiting for room.
    func send(_ element: Element) async throws { try await edge.send(element) }

    /// Says that there are no more items.
    consuming func finish() { edge.finish() }

    /// Says that the sender failed.
    consuming func fail(_ error: any Error) { edge.fail(error) }
}
