import WeirModel

/// A few hundred cells of one column, gathered side by side so that a converter is one tight loop.
///
/// Pointers instead of arrays: the loops over them are the hot path of a whole run. They are lent for one tile.
struct ColumnTile {
    /// How many rows a tile has: the text of a tile of a usual table and its positions stay in a first-level cache of
    /// 32 KiB.
    static let rows = 128

    /// The first row, in the batch.
    let firstRow: Int
    /// The number of rows.
    let count: Int
    /// The first eight bytes of each text, the first one lowest; what stands behind a shorter text is undefined.
    let words: UnsafeMutablePointer<UInt64>
    /// Where each text is.
    let slices: UnsafeMutablePointer<TextSlice>
    /// The values that the converter writes; gone after the tile where the column keeps only texts.
    let values: UnsafeMutablePointer<UInt64>
    /// Before conversion 1 where a text stands, after it 1 where a value stands.
    let validity: UnsafeMutablePointer<UInt8>
    /// The bytes of the batch.
    let bytes: UnsafePointer<UInt8>
    /// The resolved texts of the batch.
    var arena: UnsafePointer<UInt8>

    /// The bytes of the text in a row of the tile; at least 64 further bytes can be read.
    @inline(__always)
    func text(at index: Int) -> UnsafeBufferPointer<UInt8> {
        let slice = slices[index]
        return UnsafeBufferPointer(
            start: (slice.isInArena ? arena : bytes) + slice.offset, count: Int(slice.count))
    }
}

extension UnsafePointer<UInt8> {
    /// The eight bytes from here on, the first one lowest.
    @inline(__always)
    var word: UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(self).loadUnaligned(as: UInt64.self))
    }
}
