/// How far a quoted cell may go before its opening quote is taken for a stray one: the swallow detector.
///
/// A stray quote opens a cell that ends at the next quote, wherever that is. If what comes of it has the wrong number of
/// cells the parser sees it at once; if not, whole records would be taken for the text of a cell. So a quoted cell is
/// watched by the lines and the bytes that it takes.
public struct QuoteLimits: Sendable, Hashable {
    /// The most line ends in a quoted cell; `nil`: any number, unless most of its lines look like records.
    public var lines: Int?
    /// The most bytes of a quoted cell that crosses a line end; `nil`: as many as a record may have.
    public var bytes: Int?

    /// Cells of any length, watched for swallowed records.
    public init(lines: Int? = nil, bytes: Int? = nil) {
        self.lines = lines
        self.bytes = bytes
    }

    /// How many line ends a cell may have before its lines are looked at.
    static let watchedLines = 32

    /// The line ends up to which a cell needs no second look.
    var harmlessLines: Int { lines ?? Self.watchedLines }
}
