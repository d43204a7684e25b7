/// The typed values of one field for all rows of a batch.
public struct Column: Sendable {
    /// How the values are held.
    public var type: ColumnType
    /// One value per row, as `type` says.
    ///
    /// It is empty for text, and undefined where `validity` is 0.
    public var values: PooledArray<UInt64>
    /// The value's text per row, packed (see `TextSlice`).
    ///
    /// It is empty for integers and booleans, and undefined where `validity` is 0.
    public var slices: PooledArray<TextSlice>
    /// 1 where there is a value, 0 where there is none (a missing value, or one that could not be converted).
    public var validity: PooledArray<UInt8>
    /// Whether `slices` holds the canonical ISO form, so that a sink may copy it.
    public var isCanonical: Bool

    /// Makes a column.
    public init(
        type: ColumnType,
        values: PooledArray<UInt64>,
        slices: PooledArray<TextSlice>,
        validity: PooledArray<UInt8>,
        isCanonical: Bool
    ) {
        self.type = type
        self.values = values
        self.slices = slices
        self.validity = validity
        self.isCanonical = isCanonical
    }

    /// The memory of the column, in bytes.
    public var byteCount: Int { values.byteCount + slices.byteCount + validity.byteCount }
}

/// Where a text is: in the bytes of its batch, or in the batch's arena of resolved texts.
///
/// Its members are inlinable because every stage touches one per field.
public struct TextSlice: BitwiseCopyable, Sendable, Hashable {
    @usableFromInline static var arenaBit: UInt32 { @inlinable get { 1 << 31 } }

    @usableFromInline var place: UInt32
    /// The length in bytes.
    public var count: UInt32

    /// A slice of the batch's bytes, or of its arena.
    @inlinable
    public init(offset: Int, count: Int, inArena: Bool = false) {
        place = UInt32(truncatingIfNeeded: offset) | (inArena ? Self.arenaBit : 0)
        self.count = UInt32(truncatingIfNeeded: count)
    }

    /// Where it starts.
    @inlinable public var offset: Int { Int(place & ~Self.arenaBit) }
    /// Whether it is in the arena instead of the batch's bytes.
    @inlinable public var isInArena: Bool { place & Self.arenaBit != 0 }
}
