internal import Synchronization
public import WeirModel

/// Splits delimited text into batches of whole records and finds their fields.
///
/// Well-formed text is found by the structural scan, 64 bytes at a time; a batch in which every record has the right
/// number of cells is passed on with nothing but the positions of its separators. Everything else (another dialect, a
/// ragged row, a stray quote) is read with care, one record at a time, and only where it occurs.
///
/// LF, CRLF and a lone CR end a record. Blank lines are skipped and counted. Text is passed on as it was written.
/// What comes out depends on the bytes and the settings alone, never on how the bytes arrive.
///
/// - Emits: a batch of whole records at each multiple of `batchBytes` in the stream, and a last one (it may be empty) for
///   each source.
/// - Holds: the bytes of one batch and of one record.
/// - Completes: after the last source's last record; a missing final line end is fine.
/// - Fails: `parse.tooManyColumns`, `parse.headerTooLong`.
public struct DelimitedParser: ~Copyable, RecordParser {
    /// What the bytes at hand are read as.
    enum Phase {
        /// Preamble and header.
        case prologue
        /// Records.
        case data
        /// The rest of a line that is too long.
        case longLine
        /// What stands behind the end of the table.
        case ended
    }

    /// What one step came to.
    enum Step {
        case batch(RecordBatch)
        case again
        case needsMore
    }

    let dialect: Dialect
    let limits: ParseLimits
    let expectedFields: Int?
    let sources: [SourceInfo]
    let pool: BufferPool
    var input: InputBuffer
    var scan: StructuralScan
    var reader: RecordReader
    var phase = Phase.prologue
    /// What is known of the current source.
    var table: TableState?
    /// Where in the stream the bytes end that are wanted next: at a multiple of `batchBytes`, so that chunks of that size
    /// need not be copied together.
    private var border = 0

    /// Makes a parser.
    ///
    /// - Parameters:
    ///   - dialect: how the text is written.
    ///   - expectedFields: how many cells a record has where there is no header to tell; `nil`: as many as the first
    ///     record.
    ///   - sources: the inputs, for error messages.
    ///   - kernel: the implementation of the structural scan.
    public init(
        dialect: Dialect,
        limits: ParseLimits = ParseLimits(),
        expectedFields: Int? = nil,
        sources: [SourceInfo] = [],
        kernel: ScanKernel = .best,
        pool: BufferPool = BufferPool()
    ) {
        self.dialect = dialect
        self.limits = limits
        self.expectedFields = expectedFields
        self.sources = sources
        self.pool = pool
        input = InputBuffer(pool: pool)
        scan = StructuralScan(dialect: dialect, kernel: kernel, pool: pool)
        reader = RecordReader(
            dialect: dialect, recordBytes: limits.recordBytes, mostCells: max(limits.columns, expectedFields ?? 0) + 1)
    }

    /// Takes a chunk of decoded text.
    public mutating func push(_ chunk: consuming ByteChunk) {
        if table == nil {
            table = TableState(source: chunk.source)
            input.restart(at: chunk.offset)
            phase = .prologue
            setBorder(behind: chunk.offset)
        }
        input.push(chunk)
    }

    /// Returns a batch if enough bytes are at hand.
    public mutating func next() throws -> RecordBatch? {
        while table != nil {
            let target = border - input.offset
            input.fill(to: target)
            if input.count < target && !input.isFinal { return nil }
            switch try step() {
            case .batch(let batch):
                if batch.endsSource { table = nil }
                return batch
            case .again:
                continue
            case .needsMore:
                // A long record is looked for in steps that grow, or it would be scanned over and over.
                setBorder(behind: input.offset + 2 * input.count)
            }
        }
        return nil
    }

    /// Does nothing: every source ends with a chunk that says so.
    public mutating func finish() {}

    private mutating func setBorder(behind offset: Int) {
        border = (offset / limits.batchBytes + 1) * limits.batchBytes
    }

    private mutating func step() throws -> Step {
        switch phase {
        case .prologue: try readPrologue()
        case .data: try cutBatch()
        case .longLine: skipLongLine()
        case .ended: skipRest()
        }
    }
}

extension DelimitedParser {
    /// What is known of the source that is being read.
    struct TableState {
        /// Which source it is.
        let source: Int
        /// Its header, once that has been read.
        var header: TableHeader?
        /// How many cells a record has, once that is known.
        var width: Int?
        /// The header rows as written, without their line ends; to recognise a repetition.
        var headerContent: [UInt8] = []
        /// Everything up to the end of the header rows, as written.
        var prologue: [UInt8] = []
        /// The physical line of the first header row, from 1.
        var headerLine = 0
        /// The parts of each label.
        var labels: [[String]] = []
        /// Preamble lines still to be left out.
        var preambleLeft = -1
        /// Rows read, while their numbers matter.
        var rowNumber = 0
        /// Data records in earlier batches.
        var records = 0
        /// What was skipped since the last batch.
        var skipped = SkipCounts()
    }
}
