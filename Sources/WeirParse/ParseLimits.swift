/// What bounds the memory of a parser.
public struct ParseLimits: Sendable {
    /// How many bytes of records make a batch; a longer record makes a longer batch.
    public var batchBytes: Int
    /// The longest record, its line end left out, in bytes.
    public var recordBytes: Int
    /// The most columns a header may have.
    public var columns: Int
    /// How many values a record gets downstream that are no cells here.
    public var addedValues = 0

    /// How many records of that many values make a batch at most: each value takes memory downstream, even one that
    /// takes no byte here.
    ///
    /// A cell takes two bytes, its separator included, and a record has one; a value that is added takes none, so
    /// it counts for more. Records of empty cells make smaller batches by this.
    func rows(fields: Int) -> Int { max(batchBytes / max(2 * fields + 4 * addedValues, 1), 64) }

    /// How many records make a batch at most where some may lack cells: each missing cell is a violation, which takes
    /// more memory than a value.
    func raggedRows(fields: Int) -> Int { max(batchBytes / max(4 * (fields + addedValues), 1), 64) }

    /// How many fields make a batch at most where records may have surplus ones, of which each is a violation too.
    var raggedFields: Int { max(batchBytes / 4, 64) }

    /// Makes limits; batches of 1 MiB, records of at most 1 MiB, 4,096 columns.
    public init(batchBytes: Int = 1 << 20, recordBytes: Int = 1 << 20, columns: Int = 4096) {
        self.batchBytes = max(batchBytes, 1)
        self.recordBytes = max(recordBytes, 1)
        self.columns = columns
    }
}
