import WeirFlow

/// An item that tells when it is gone.
struct LivingItem: Weighted, Sendable {
    let life: Life
    let weight = 1
}

/// Never runs out of living items.
struct LivingSource: Source {
    let counter: LifeCounter

    init(_ counter: LifeCounter) { self.counter = counter }

    mutating func next() -> LivingItem? { LivingItem(life: Life(counter)) }
}

/// Passes living items on.
struct Same: Transform {
    func callAsFunction(_ input: consuming LivingItem) -> LivingItem { input }
}

/// Takes some items and fails at the next.
struct RefusingSink: Sink {
    private var left: Int

    init(after count: Int) { left = count }

    mutating func consume(_ input: consuming LivingItem) throws {
        left -= 1
        if left < 0 { throw Failure("full") }
    }

    mutating func finish() {}
}
