/// One key of all rows of a batch, in the form in which keys are compared.
///
/// A key is a word that is the value itself, or a hash of 88 bits: a word and 24 bits more.
public struct KeyColumn: Sendable {
    /// The value of the key, or the first 64 bits of its hash; undefined where `validity` is 0.
    public var words: PooledArray<UInt64>
    /// The other 24 bits of the hash, in the low ones; empty where the words are the values themselves.
    public var extras: PooledArray<UInt32>
    /// 1 where the row has a value in each field of the key.
    public var validity: PooledArray<UInt8>
    /// The memory that the keys take beside the columns of the batch, in bytes.
    public var byteCount: Int

    /// Makes a column of keys.
    public init(
        words: PooledArray<UInt64>,
        extras: PooledArray<UInt32>,
        validity: PooledArray<UInt8>,
        byteCount: Int
    ) {
        self.words = words
        self.extras = extras
        self.validity = validity
        self.byteCount = byteCount
    }

    /// Whether equal words are equal keys for certain.
    public var isExact: Bool { extras.isEmpty }
}
