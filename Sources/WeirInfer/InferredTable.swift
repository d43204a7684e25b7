public import WeirDecode
public import WeirModel
public import WeirParse

/// What was inferred of a table: everything that a run must know to load it.
public struct InferredTable: Sendable {
    /// The file that was read of an archive, if it was one.
    public internal(set) var entry: String?
    /// How the bytes are stored.
    public internal(set) var decode = DecodeSettings()
    /// How the text is written.
    public internal(set) var parse = ParseSettings()
    /// What the records look like.
    public internal(set) var schema = TableSchema(fields: [])
    /// How many sampled records there were.
    public internal(set) var recordCount = 0
    /// Whether the whole input was looked at.
    public internal(set) var isComplete = false
    /// How many sampled records a run will reject for their shape: too few or too many cells, a stray quote.
    public internal(set) var unsoundRecords = 0
    /// The longest sampled record, in bytes.
    public internal(set) var longestRecord = 0

    /// What the sample was, for a comment.
    var sampleRemark = ""
    var decodeRemark = ""
    var parseRemarks: [String] = []
    /// The evidence for each field.
    var evidence: [[String]] = []

    init() {}

    /// Takes what was counted of the sampled records.
    mutating func count(_ records: SampleRecords, of sample: Sample) {
        recordCount = records.count
        unsoundRecords = records.unsound
        isComplete = records.isComplete
        longestRecord = records.longestRecord
        sampleRemark = SampleRemark.text(sample, records)
    }

    /// Whether there are more columns than SQLite takes as it is usually built.
    public var isWide: Bool { schema.fields.count > 2000 }
}
