internal import WeirFlow
public import WeirModel

/// Passes on the first records of a parser only, and says when there have been enough.
///
/// With no limit it is the parser itself, whatever its format is.
///
/// - Emits: the parser's batches, the last one cut.
/// - Holds: what the parser holds.
/// - Completes: with its input; records beyond the limit are neither read nor counted.
/// - Fails: as the parser does.
public struct LimitedParser: ~Copyable, RecordParser {
    private var parser: any RecordParser & ~Copyable
    private var left: Int?
    private let onEnough: @Sendable () -> Void

    /// Makes a parser with a limit.
    ///
    /// - Parameters:
    ///   - records: the most data records to pass on; `nil` is no limit.
    ///   - onEnough: called when the limit is reached, so that reading can end.
    public init(
        _ parser: consuming any RecordParser & ~Copyable, records: Int?, onEnough: @escaping @Sendable () -> Void
    ) {
        self.parser = parser
        left = records
        self.onEnough = onEnough
    }

    /// Takes a chunk; behind the limit it is dropped.
    public mutating func push(_ chunk: consuming ByteChunk) throws {
        if left == 0 { return }
        try parser.push(chunk)
    }

    /// Returns a batch.
    public mutating func next() throws -> RecordBatch? {
        guard let limit = left else { return try parser.next() }
        guard limit > 0, let batch = try parser.next() else { return nil }
        left = limit - min(batch.rowCount, limit)
        if left == 0 { onEnough() }
        return batch.rowCount > limit ? batch.prefix(limit) : batch
    }

    /// Ends the input.
    public mutating func finish() throws { try parser.finish() }
}
