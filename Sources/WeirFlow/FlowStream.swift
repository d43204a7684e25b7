/// The output of a stage on its way to the next one: an `AsyncSequence` over a bounded edge.
///
/// It is received once, by one stage or one loop.
public struct FlowStream<Element: Weighted & Sendable>: AsyncSequence, Sendable {
    let edge: Edge<Element>
    let name: String

    /// Receives the items.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let edge: Edge<Element>

        /// The next item, or `nil` when there are no more; throws when the sender failed or the task was cancelled.
        public mutating func next() async throws -> Element? { try await edge.receive() }

        /// The next item, or `nil` when there are no more.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> Element? {
            try await edge.receive()
        }
    }

    /// Begins to receive.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(edge: edge) }
}
