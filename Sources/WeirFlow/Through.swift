extension AsyncSequence where Self: Sendable, Element: Sendable {
    /// Sends the elements through a stage that keeps state.
    ///
    /// The stage runs in the task of whoever iterates; there is no buffer and no task in between. Each iteration makes
    /// its own stage.
    public func through<Stage: Transducer & ~Copyable>(
        _ make: @escaping @Sendable () throws -> Stage
    ) -> TransducedSequence<Self, Stage> where Stage.Input == Element {
        TransducedSequence(base: self, make: make)
    }

    /// Sends the elements through a stage that keeps nothing between them.
    public func through<Stage: Transform>(
        _ transform: Stage
    ) -> some AsyncSequence<Stage.Output, any Error> & Sendable where Stage.Input == Element {
        TransducedSequence(base: self) { OneByOne(transform: transform) }
    }
}

/// A transform as a transducer.
private struct OneByOne<Stage: Transform>: Transducer {
    let transform: Stage
    var output: Stage.Output?

    mutating func push(_ input: consuming Stage.Input) throws { output = try transform(input) }

    mutating func next() -> Stage.Output? {
        defer { output = nil }
        return output
    }

    mutating func finish() {}
}
