import WeirFlow

/// Something to send: a number with a weight.
struct Item: Weighted, Sendable, Hashable, ExpressibleByIntegerLiteral {
    var value: Int
    var weight = 1
    var rows = 1

    init(_ value: Int, weight: Int = 1) {
        self.value = value
        self.weight = weight
    }

    init(integerLiteral value: Int) { self.init(value) }
}

/// An error that a test recognizes.
struct Failure: Error, Hashable {
    var name: String

    init(_ name: String) { self.name = name }
}
