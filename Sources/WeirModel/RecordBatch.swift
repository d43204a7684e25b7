public import WeirFlow

/// Whole records of one source and where their fields are: what parse produces.
///
/// `bytes` holds the records as they were written, line ends and quotes included, so the raw bytes of a rejected
/// record are still at hand in every later stage.
public struct RecordBatch: Sendable, Weighted {
    /// The records, back to back with whatever was skipped between them.
    public var bytes: Bytes
    /// Which source of the run they belong to, from 0.
    public var source: Int
    /// The header of that source.
    public var header: TableHeader
    /// How many data records of the source came before the first row of this batch.
    public var firstRecord: Int
    /// How many physical line ends of the source came before `bytes`.
    public var firstLine: Int
    /// Where `bytes` starts in the decoded stream of its source, in bytes.
    public var byteOffset: Int
    /// The number of data records.
    public var rowCount: Int
    /// Where the fields are.
    public var layout: RecordLayout
    /// The quote character, if the dialect has one.
    public var quote: UInt8?
    /// The escape character, if the dialect has one.
    public var escape: UInt8?
    /// Whether a doubled quote inside quotes stands for one quote.
    public var doubleQuote: Bool
    /// Whether a field may hold a NUL; where parse knows that none does, nobody has to look.
    public var mayHoldNUL = true
    /// How a value is written that has to be resolved between its bounds.
    public var escapes = CellEscapes.quotes
    /// The row of its sheet in which each record stands, from 1; `nil` for text.
    public var sheetRows: PooledArray<UInt32>?
    /// What parse (and decode before it) found wrong, in row order.
    public var faults: [RecordFault]
    /// What was read and is not a data record: blank lines, comments and the like.
    public var skipped: SkipCounts
    /// Lines behind the last data record that were left out as a footer, as written; empty but for the last batch.
    public var epilogue: Bytes
    /// Whether the source has no more records behind these.
    public var endsSource: Bool

    /// Makes a batch.
    public init(
        bytes: Bytes,
        source: Int,
        header: TableHeader,
        firstRecord: Int,
        firstLine: Int,
        byteOffset: Int,
        rowCount: Int,
        layout: RecordLayout,
        quote: UInt8?,
        escape: UInt8?,
        doubleQuote: Bool,
        faults: [RecordFault] = [],
        skipped: SkipCounts = SkipCounts(),
        epilogue: Bytes = Bytes(),
        endsSource: Bool = false
    ) {
        self.bytes = bytes
        self.source = source
        self.header = header
        self.firstRecord = firstRecord
        self.firstLine = firstLine
        self.byteOffset = byteOffset
        self.rowCount = rowCount
        self.layout = layout
        self.quote = quote
        self.escape = escape
        self.doubleQuote = doubleQuote
        self.faults = faults
        self.skipped = skipped
        self.epilogue = epilogue
        self.endsSource = endsSource
    }

    /// The memory of the bytes and of the field positions.
    public var weight: Int { max(bytes.count + layout.byteCount + (sheetRows?.byteCount ?? 0), 1) }
    /// The number of data records.
    public var rows: Int { rowCount }
}

/// How the values of a batch are written where something in them stands for something else.
public enum CellEscapes: Sendable {
    /// With doubled quotes and an escape character, as the batch says.
    case quotes
    /// With the escapes of a JSON string; what is not in quotes is JSON as it is.
    case json
}

/// Where the fields of a batch are, as positions in its bytes.
public enum RecordLayout: Sendable {
    /// Every record has the same number of fields and the records fill the bytes without a gap. Field `c` of row `r`
    /// ends at `ends[r * columns + c]`, where its separator stands, and starts behind the separator before it (the
    /// first at 0). A field that starts with the quote character is quoted; a CR before the LF that ends a record
    /// belongs to the line end.
    case rectangular(ends: PooledArray<UInt32>, columns: Int, hasQuotes: Bool, hasCarriageReturns: Bool)
    /// Anything else: each field and each record has explicit bounds.
    case general(GeneralLayout)

    /// The memory of the positions, in bytes.
    public var byteCount: Int {
        switch self {
        case .rectangular(let ends, _, _, _): ends.byteCount
        case .general(let layout):
            layout.fieldStarts.byteCount + layout.fieldEnds.byteCount + layout.rowFirstField.byteCount
                + layout.recordStarts.byteCount + layout.recordEnds.byteCount
        }
    }
}

/// Explicit bounds for each field and each record.
public struct GeneralLayout: Sendable {
    /// In `fieldEnds`: the value has doubled or escaped characters to be resolved between its bounds.
    ///
    /// Doubled quotes only where the field is quoted, which shows in the quote before its first byte.
    public static let needsUnescape: UInt32 = 1 << 31

    /// In `fieldEnds`: the record says nothing of the field, or that it has no value, whatever texts stand for none.
    public static let noValue: UInt32 = 3 << 30

    /// The bits of an entry of `fieldEnds` that are the position.
    public static let position: UInt32 = 1 << 30 &- 1

    /// The first byte of each field's text, inside its quotes; row-major.
    public var fieldStarts: PooledArray<UInt32>
    /// The end of each field's text, with `needsUnescape` or `noValue` in the top bits; row-major.
    public var fieldEnds: PooledArray<UInt32>
    /// The index of each row's first field; one more entry than rows.
    public var rowFirstField: PooledArray<UInt32>
    /// The first byte of each record as written.
    public var recordStarts: PooledArray<UInt32>
    /// The end of each record as written, its line end included.
    public var recordEnds: PooledArray<UInt32>

    /// Makes a layout.
    public init(
        fieldStarts: PooledArray<UInt32>,
        fieldEnds: PooledArray<UInt32>,
        rowFirstField: PooledArray<UInt32>,
        recordStarts: PooledArray<UInt32>,
        recordEnds: PooledArray<UInt32>
    ) {
        self.fieldStarts = fieldStarts
        self.fieldEnds = fieldEnds
        self.rowFirstField = rowFirstField
        self.recordStarts = recordStarts
        self.recordEnds = recordEnds
    }
}
