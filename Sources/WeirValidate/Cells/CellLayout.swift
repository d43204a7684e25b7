import WeirModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where each cell of a batch is: the memory of the batch and its layout, lent for the time of one check.
struct CellLayout {
    /// The positions, as the batch has them.
    enum Form {
        /// See `RecordLayout.rectangular`.
        case rectangular(ends: UnsafePointer<UInt32>, columns: Int)
        /// See `GeneralLayout`.
        case general(starts: UnsafePointer<UInt32>, ends: UnsafePointer<UInt32>, firstFields: UnsafePointer<UInt32>)
    }

    /// The bounds of a cell's text in the bytes of the batch, quotes left out.
    struct Bounds {
        var start: Int
        var end: Int
        var needsUnescape: Bool
        /// Whether the record says that there is no value.
        var isVoid = false
    }

    let bytes: UnsafePointer<UInt8>
    let byteCount: Int
    let form: Form
    /// Of a rectangular layout: whether a cell may be quoted.
    let hasQuotes: Bool
    /// Of a rectangular layout: whether a record may end in CRLF.
    let hasCarriageReturns: Bool
    let quote: UInt8?
    let escape: UInt8?
    let doubleQuote: Bool
    /// How a text is written that must be resolved.
    let escapes: CellEscapes

    /// Lends the layout of a batch.
    static func lend<Result>(
        _ batch: RecordBatch, pool: BufferPool, _ body: (CellLayout) -> Result
    ) -> Result {
        // A batch without bytes still needs an address that a word can be read from.
        let bytes = batch.bytes.isEmpty ? Bytes(copying: [0], pool: pool) : batch.bytes
        return bytes.withUnsafeBufferPointer { bytes in
            func make(_ form: Form, hasQuotes: Bool, hasCarriageReturns: Bool) -> Result {
                guard let start = bytes.baseAddress else { preconditionFailure("the batch has an address") }
                return body(
                    CellLayout(
                        bytes: start, byteCount: batch.bytes.count, form: form, hasQuotes: hasQuotes,
                        hasCarriageReturns: hasCarriageReturns, quote: batch.quote, escape: batch.escape,
                        doubleQuote: batch.doubleQuote, escapes: batch.escapes))
            }
            switch batch.layout {
            case .rectangular(let ends, let columns, let hasQuotes, let hasCarriageReturns):
                return ends.withAddress { ends in
                    make(
                        .rectangular(ends: ends, columns: columns), hasQuotes: hasQuotes && batch.quote != nil,
                        hasCarriageReturns: hasCarriageReturns)
                }
            case .general(let layout):
                return layout.fieldStarts.withAddress { starts in
                    layout.fieldEnds.withAddress { ends in
                        layout.rowFirstField.withAddress { firstFields in
                            make(
                                .general(starts: starts, ends: ends, firstFields: firstFields), hasQuotes: false,
                                hasCarriageReturns: false)
                        }
                    }
                }
            }
        }
    }

    /// Whether there may be a NUL byte in a text of the batch: one fast scan that saves one per text.
    var mayHoldNUL: Bool {
        if memchr(bytes, 0, byteCount) != nil { return true }
        return escapes == .json && memchr(bytes, Int32(UInt8(ascii: "\\")), byteCount) != nil
    }

    /// How many cells a record has.
    @inline(__always)
    func cellCount(ofRow row: Int) -> Int {
        switch form {
        case .rectangular(_, let columns): columns
        case .general(_, _, let firstFields): Int(firstFields[row + 1]) - Int(firstFields[row])
        }
    }

    /// Whether a record says of a cell that there is no value.
    @inline(__always)
    func isVoid(cell: Int, row: Int) -> Bool {
        guard case .general(_, let ends, let firstFields) = form else { return false }
        return ends[Int(firstFields[row]) + cell] & GeneralLayout.noValue == GeneralLayout.noValue
    }

    /// The bounds of a cell that its record has.
    func bounds(ofCell cell: Int, row: Int) -> Bounds {
        switch form {
        case .rectangular(let ends, let columns):
            let index = row * columns + cell
            let start = index == 0 ? 0 : Int(ends[index - 1]) + 1
            return trimmed(start: start, end: Int(ends[index]), isLast: cell == columns - 1)
        case .general(let starts, let ends, let firstFields):
            let index = Int(firstFields[row]) + cell
            let end = ends[index]
            let isVoid = end & GeneralLayout.noValue == GeneralLayout.noValue
            return Bounds(
                start: Int(starts[index]), end: Int(end & GeneralLayout.position),
                needsUnescape: end & GeneralLayout.needsUnescape != 0 && !isVoid, isVoid: isVoid)
        }
    }

    /// Takes the CR of a line end and the quotes off the bounds of a rectangular cell.
    @inline(__always)
    func trimmed(start: Int, end: Int, isLast: Bool) -> Bounds {
        var bounds = Bounds(start: start, end: end, needsUnescape: false)
        if isLast, end > start, end < byteCount, bytes[end] == 0x0A, bytes[end - 1] == 0x0D { bounds.end = end - 1 }
        guard hasQuotes, bounds.end - start >= 2, bytes[start] == quote else { return bounds }
        bounds.start += 1
        bounds.end -= 1
        for index in bounds.start..<bounds.end where bytes[index] == quote || bytes[index] == escape {
            bounds.needsUnescape = true
            break
        }
        return bounds
    }
}

extension PooledArray {
    /// Lends the address of the elements; of an empty array an address that must not be read.
    fileprivate func withAddress<Result>(_ body: (UnsafePointer<Element>) -> Result) -> Result {
        withUnsafeBufferPointer { elements in
            withUnsafeTemporaryAllocation(of: Element.self, capacity: 1) { spare in
                body(elements.baseAddress ?? UnsafePointer(spare.baseAddress.unsafelyUnwrapped))
            }
        }
    }
}
