/// The output of a `Transducer` over another sequence.
public struct TransducedSequence<Base: AsyncSequence & Sendable, Stage: Transducer & ~Copyable>: AsyncSequence, Sendable
where Base.Element == Stage.Input {
    /// What the stage puts out.
    public typealias Element = Stage.Output

    let base: Base
    let make: @Sendable () throws -> Stage

    /// Begins with a stage of its own.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(base: base.makeAsyncIterator(), make: make)
    }

    /// Pulls elements through the stage.
    public struct AsyncIterator: AsyncIteratorProtocol {
        /// Iterators are copyable and the stage is not, so it lives in a box.
        private final class Box {
            var stage: Stage
            var isFinished = false
            init(_ stage: consuming Stage) { self.stage = stage }
        }

        private var base: Base.AsyncIterator
        private let make: @Sendable () throws -> Stage
        private var box: Box?
        private var isOver = false

        init(base: Base.AsyncIterator, make: @escaping @Sendable () throws -> Stage) {
            self.base = base
            self.make = make
        }

        /// The next output, or `nil` when the stage is done or has failed.
        public mutating func next() async throws -> Stage.Output? { try await next(isolation: nil) }

        /// The next output, or `nil` when the stage is done or has failed.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> Stage.Output? {
            guard !isOver else { return nil }
            // The stage goes with the last output, and at once when it fails.
            isOver = true
            let box = try self.box ?? Box(make())
            self.box = nil
            while true {
                if let output = try box.stage.next() {
                    self.box = box
                    isOver = false
                    return output
                }
                if box.isFinished { return nil }
                let input = try await base.next(isolation: actor)
                // Many sequences end quietly when their task is cancelled; that is not the end of the input.
                try Task.checkCancellation()
                if let input {
                    try box.stage.push(input)
                } else {
                    try box.stage.finish()
                    box.isFinished = true
                }
            }
        }
    }
}
