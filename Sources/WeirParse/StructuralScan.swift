internal import CWeirKernels
internal import WeirModel

/// One scan over the bytes of a buffer: the positions of all separators outside quotes, up to the first quote that
/// stands where a well-formed file has none.
///
/// It can be continued when more bytes have been appended, as long as those before stay where they are.
struct StructuralScan: ~Copyable {
    /// The positions of the separators, relative to the first byte given to `run`.
    private(set) var ends: PooledBuffer<UInt32>
    private var state = weir_scan()
    private let kernel: weir_kernel
    private let separators: weir_separators
    private let pool: BufferPool

    /// Prepares a scan for a dialect that `isScannable`.
    init(dialect: Dialect, kernel: ScanKernel, pool: BufferPool) {
        self.kernel = kernel.code
        self.pool = pool
        separators = weir_separators(
            delimiter: dialect.delimiter[0],
            quote: dialect.quote ?? 0,
            has_quote: dialect.quote != nil
        )
        ends = PooledBuffer(capacity: 4096, pool: pool)
        restart(at: 0)
    }

    /// Forgets what was found; the next run begins at `position`, where a record starts.
    mutating func restart(at position: Int) {
        state = weir_scan()
        state.position = position
        state.after_separator = 1
        state.suspect = Self.nowhere
        ends.setCount(0)
    }

    /// Scans up to `end`; `base` must be readable for 64 bytes beyond.
    mutating func run(_ base: UnsafePointer<UInt8>, upTo end: Int) {
        state.suspect = Self.nowhere
        while state.position < end && state.suspect == Self.nowhere {
            // Enough for text with a separator every four bytes; a denser one comes round again.
            ends.reserve(max((end - state.position) / 4, 0) + 256)
            state.ends = ends.baseAddress
            state.count = ends.count
            state.capacity = ends.capacity
            weir_scan(kernel, base, end, separators, &state)
            ends.setCount(state.count)
        }
    }

    /// The number of separators found that end a record.
    var recordEnds: Int { state.records }
    /// The number of line ends passed, those inside quotes included.
    var lineEnds: Int { state.line_ends }
    /// The most line ends that a record has inside quotes, or a few more than that.
    var mostInnerLines: Int { state.most_inner_lines }
    /// Where a quote (or the byte behind a closing one) is out of place, if anywhere.
    var suspect: Int? { state.suspect == Self.nowhere ? nil : state.suspect }
    /// Whether the bytes scanned so far end inside quotes.
    var endsInsideQuotes: Bool { state.inside != 0 }
    /// Whether there was a quote.
    var sawQuote: Bool { state.seen & UInt32(WEIR_SEEN_QUOTE) != 0 }
    /// Whether there was a CR.
    var sawCarriageReturn: Bool { state.seen & UInt32(WEIR_SEEN_CARRIAGE_RETURN) != 0 }
    /// Whether there was a NUL.
    var sawNUL: Bool { state.seen & UInt32(WEIR_SEEN_NUL) != 0 }

    /// Appends the end of the source as the end of its last field.
    mutating func appendEnd(_ position: Int) {
        ends.append(UInt32(truncatingIfNeeded: position))
        state.records += 1
    }

    /// Hands over the first `count` positions and begins a new list.
    mutating func takeEnds(_ count: Int) -> PooledArray<UInt32> {
        var fresh = PooledBuffer<UInt32>(capacity: max(count, 4096), pool: pool)
        swap(&fresh, &ends)
        fresh.setCount(count)
        return fresh.freeze()
    }

    private static var nowhere: Int { Int(bitPattern: UInt.max) }
}
