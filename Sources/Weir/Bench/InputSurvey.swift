internal import WeirFlow
internal import WeirModel
internal import WeirRead

/// A look at the input: how much of it a whole run will read, or a sample of its bytes.
///
/// It reads, decodes and parses, which also brings the files into the memory of the system, as a warm-up.
struct InputSurvey {
    /// The data records up to the limit, to the end of a batch.
    private(set) var rows = 0
    /// Their text, in bytes.
    private(set) var textBytes = 0
    /// What was read for it, in bytes.
    private(set) var storedBytes = 0
    /// Whether the input ends there.
    private(set) var isWhole = true
    /// Where the records end: a source, and a place in its decoded stream.
    private(set) var end = (source: 0, offset: 0)
    /// The chunks as they are stored, if they are kept.
    private(set) var stored: [ByteChunk] = []
    /// The same behind decode, if they are kept; the last one may reach beyond the end.
    private(set) var text: [ByteChunk] = []
    private let limit: Int

    /// Looks at the input.
    ///
    /// - Parameters:
    ///   - parts: the stages of a run.
    ///   - limit: how much text to read, in bytes; `nil` is all.
    ///   - keeps: whether the chunks are kept.
    ///   - check: called again and again; it may throw to give up.
    init(of parts: PipelineParts, limit: Int?, keeps: Bool, check: () throws -> Void) throws {
        self.limit = limit ?? .max
        var source = parts.source()
        var decoder = try parts.decoder()
        var parser = parts.parser()
        func take(_ chunk: ByteChunk) throws {
            if keeps, !isFull { text.append(chunk) }
            try parser.feed(chunk) { count($0) }
        }
        while !isFull, let chunk = try source.next() {
            try check()
            storedBytes += chunk.bytes.count
            if keeps { stored.append(chunk) }
            try decoder.feed(chunk, take)
        }
        if isFull {
            isWhole = false
        } else {
            try decoder.end(take)
            try parser.end { count($0) }
        }
    }

    private var isFull: Bool { textBytes >= limit }

    private mutating func count(_ batch: RecordBatch) {
        if isFull {
            isWhole = false
            return
        }
        rows += batch.rowCount
        textBytes += batch.bytes.count
        end = (batch.source, batch.byteOffset + batch.bytes.count)
    }
}
