public import WeirModel

/// One key of a mapping with its value.
public struct SpecEntry: Sendable {
    /// The key.
    public var key: String
    /// Where the key is written.
    public var keyPosition: WeirError.Position
    /// The value.
    public var value: SpecNode

    /// Makes an entry.
    public init(key: String, keyPosition: WeirError.Position, value: SpecNode) {
        self.key = key
        self.keyPosition = keyPosition
        self.value = value
    }
}
