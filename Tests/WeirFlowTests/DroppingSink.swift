import WeirFlow

/// Takes everything and keeps nothing.
struct DroppingSink: Sink {
    mutating func consume(_ input: consuming Item) {}
    mutating func finish() {}
}
