public import WeirModel

/// The columns of a batch as plain addresses, for loops that touch every value.
///
/// It is lent by `CheckedBatch.withView(_:)` and must not outlive that call.
public struct BatchView {
    /// One column.
    public struct Column {
        /// How the values are held.
        public let type: ColumnType
        /// Whether the texts are in canonical form.
        public let isCanonical: Bool
        /// One value per row; meaningless for text.
        public let values: UnsafePointer<UInt64>
        /// One text per row; meaningless for integers and booleans.
        public let slices: UnsafePointer<TextSlice>
        /// 1 where there is a value.
        public let validity: UnsafePointer<UInt8>
    }

    /// The columns.
    public let columns: UnsafeBufferPointer<Column>
    /// 1 for each row that goes to the sink.
    public let accepted: UnsafeBufferPointer<UInt8>
    @usableFromInline let bytes: UnsafePointer<UInt8>
    @usableFromInline let arena: UnsafePointer<UInt8>

    /// The bytes of a text.
    @inlinable
    public func text(_ slice: TextSlice) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: (slice.isInArena ? arena : bytes) + slice.offset, count: Int(slice.count))
    }
}

extension CheckedBatch {
    /// Lends the columns as plain addresses.
    ///
    /// The sizes are checked here, once, so that the loops need not.
    public func withView<Result>(_ body: (BatchView) throws -> Result) rethrows -> Result {
        let columns = columns.map { $0.view(rows: rows) }
        precondition(accepted.count >= rows, "the batch has fewer verdicts than rows")
        return try withExtendedLifetime(self) {
            try columns.withUnsafeBufferPointer { columns in
                try body(
                    BatchView(
                        columns: columns,
                        accepted: UnsafeBufferPointer(start: accepted.address, count: rows),
                        bytes: records.bytes.address,
                        arena: arena.address
                    )
                )
            }
        }
    }
}

extension Column {
    fileprivate func view(rows: Int) -> BatchView.Column {
        let needsValues = type.hasValues
        let needsSlices = type.hasTexts
        precondition(validity.count >= rows, "the column has fewer marks than rows")
        precondition(!needsValues || values.count >= rows, "the column has fewer values than rows")
        precondition(!needsSlices || slices.count >= rows, "the column has fewer texts than rows")
        return BatchView.Column(
            type: type,
            isCanonical: isCanonical,
            values: values.address,
            slices: slices.address,
            validity: validity.address
        )
    }
}

extension PooledArray {
    /// Where the elements are; the memory stays for as long as the array does, which `withView` sees to.
    fileprivate var address: UnsafePointer<Element> {
        withUnsafeBufferPointer { $0.baseAddress } ?? Self.nowhere
    }

    /// An address for arrays that have no elements: it may be passed on and must not be read.
    private static var nowhere: UnsafePointer<Element> {
        UnsafePointer(bitPattern: MemoryLayout<Element>.alignment).unsafelyUnwrapped
    }
}
