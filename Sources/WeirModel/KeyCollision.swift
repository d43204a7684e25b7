/// A key that an earlier record has already.
public struct KeyCollision: Sendable, Hashable {
    /// Which key of the schema it is, from 0, in the order of `CheckedBatch.keys`.
    public var key: Int
    /// The source of the record that has it, from 0.
    public var source: Int
    /// That record in its source, from 0.
    public var record: Int

    /// Makes a collision.
    public init(key: Int, source: Int, record: Int) {
        self.key = key
        self.source = source
        self.record = record
    }
}
