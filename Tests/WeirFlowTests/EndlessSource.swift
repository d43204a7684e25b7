import WeirFlow

/// Produces numbers and never ends by itself.
struct EndlessSource: Source, ~Copyable {
    private let life: Life
    private let onNext: @Sendable (Int) -> Void
    private var count = 0

    /// Makes a source that calls out with the number of each item before it gives it.
    init(_ counter: LifeCounter, onNext: @escaping @Sendable (Int) -> Void = { _ in }) {
        life = Life(counter)
        self.onNext = onNext
    }

    mutating func next() -> Item? {
        count += 1
        onNext(count)
        return Item(count)
    }
}
