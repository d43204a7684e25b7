public import WeirModel

/// Reads sheets of workbooks, whose XML arrives in chunks, into batches of records.
///
/// A record is a row with a value; rows without any are counted as blank. Its fields go from column A to the last one of
/// the header, and it is written as a line of text with commas, so that rejected records make a file that can be mended
/// and loaded. Numbers become the shortest text that reads back as the same, dates and times ISO 8601 by the format of
/// their cell, booleans `true` or `false`; an error cell is its own text and an issue. Formulas are not calculated: the
/// stored value counts.
///
/// - Emits: a batch of whole records whenever `batchBytes` are at hand, and a last one (it may be empty) for each sheet.
/// - Holds: one chunk of XML, the records of one batch, and the shared strings of the workbook within their share of
///   memory.
/// - Completes: after the last sheet's last row.
/// - Fails: `parse.badXML`, `parse.badSheet`, `parse.badWorkbook`, `parse.tooManyColumns`, `parse.spillFull`,
///   `parse.spillFailed`, `zip.*`.
public struct SheetParser: ~Copyable, RecordParser {
    private let sheets: [SheetSource]
    private let settings: SheetSettings
    private let memory: StringMemory
    private let limits: ParseLimits
    private let expectedFields: Int?
    private let pool: BufferPool
    private var reader: XMLTokenizer<SheetReceiver>?
    private var chunk: ByteChunk?
    private var place = 0
    private var nextFault = 0
    private var records = 0
    private var textOffset = 0

    /// Makes a parser.
    ///
    /// - Parameters:
    ///   - sheets: one for each source, in order.
    ///   - settings: the pipeline's; those of the dialect about rows count here too.
    ///   - memory: where the shared strings may stand.
    ///   - expectedFields: how many fields a record has where there is no header to tell; `nil`: as many as the first one.
    public init(
        _ sheets: [SheetSource], settings: ParseSettings, memory: StringMemory = StringMemory(),
        limits: ParseLimits = ParseLimits(), expectedFields: Int? = nil, pool: BufferPool = BufferPool()
    ) {
        self.sheets = sheets
        self.settings = SheetSettings(settings)
        self.memory = memory
        self.limits = limits
        self.expectedFields = expectedFields
        self.pool = pool
    }

    /// Takes a chunk of XML; the first one of a source makes the parser read the shared strings.
    public mutating func push(_ chunk: consuming ByteChunk) throws {
        if reader == nil { try begin(chunk.source) }
        self.chunk = chunk
        place = 0
        nextFault = 0
    }

    /// Returns a batch if enough records are at hand.
    public mutating func next() throws -> RecordBatch? {
        guard let chunk else { return nil }
        while place < chunk.bytes.count {
            try run(chunk)
            if reader?.receiver.isPaused ?? false { return batch(of: chunk.source, isEnd: false) }
        }
        reader?.endChunk(byteCount: chunk.bytes.count)
        self.chunk = nil
        guard chunk.endsSource else { return nil }
        try reader?.finish()
        try reader?.receiver.finish()
        let last = batch(of: chunk.source, isEnd: true)
        reader = nil
        return last
    }

    /// Does nothing: every source ends with a chunk that says so.
    public mutating func finish() {}

    private mutating func begin(_ source: Int) throws {
        let sheet = sheets[source]
        let receiver = SheetReceiver(
            sheet, strings: try sheet.workbook.strings(in: memory, recordBytes: limits.recordBytes),
            table: SheetTable(settings, expectedFields: expectedFields), limits: limits,
            keptRows: settings.footerRows, pool: pool)
        reader = XMLTokenizer(receiver, name: sheet.sheet.part ?? sheet.sheet.name, file: sheet.workbook.path)
        records = 0
        textOffset = 0
    }

    /// Reads on to the end of the chunk, the next fault of its encoding, or a full batch.
    private mutating func run(_ chunk: ByteChunk) throws(WeirError) {
        var end = chunk.bytes.count
        var fault: EncodingFault?
        if nextFault < chunk.faults.count {
            let found = chunk.faults[nextFault]
            fault = found
            end = min(max(found.offset - chunk.offset, place) + 1, end)
        }
        let stop = end
        place = try chunk.bytes.withUnsafeBufferPointer { (bytes) throws(WeirError) in
            try reader?.run(UnsafeBufferPointer(rebasing: bytes[..<stop]), from: place) ?? stop
        }
        if let fault, place == end {
            reader?.receiver.noteBadBytes(storedOffset: fault.storedOffset)
            nextFault += 1
        }
    }

    private mutating func batch(of source: Int, isEnd: Bool) -> RecordBatch? {
        guard let taken = reader?.receiver.takeBatch(isEnd: isEnd), let header = reader?.receiver.table.header else {
            return nil
        }
        if records == 0 { textOffset = max(textOffset, header.prologue.count) }
        var batch = RecordBatch(
            bytes: taken.content.bytes, source: source, header: header, firstRecord: records,
            firstLine: taken.content.sheetRows.isEmpty ? header.line : Int(taken.content.sheetRows[0]) - 1,
            byteOffset: textOffset, rowCount: taken.rowCount, layout: taken.content.layout, quote: CSVField.quote,
            escape: nil, doubleQuote: true, faults: taken.content.faults, skipped: taken.skipped, epilogue: taken.rest,
            endsSource: isEnd)
        batch.sheetRows = taken.content.sheetRows
        records += taken.rowCount
        textOffset += taken.content.bytes.count
        return batch
    }
}
