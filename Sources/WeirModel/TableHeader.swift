/// What stands before the first data record of a source.
///
/// It is shared by all batches of the source.
public final class TableHeader: Sendable {
    /// The labels as parsed from the header rows, joined where there are several; empty when the source has none.
    public let labels: [String]
    /// Whether the dialect says that there is a header.
    public let isPresent: Bool
    /// Preamble, comments and header rows exactly as written, so that a rejects file can begin like its source.
    public let prologue: [UInt8]
    /// The physical line of the (first) header row, from 1; 0 when there is none.
    public let line: Int
    /// How many fields a record should have.
    public let fieldCount: Int

    /// Makes a header.
    public init(labels: [String], isPresent: Bool, prologue: [UInt8], line: Int, fieldCount: Int) {
        self.labels = labels
        self.isPresent = isPresent
        self.prologue = prologue
        self.line = line
        self.fieldCount = fieldCount
    }
}
