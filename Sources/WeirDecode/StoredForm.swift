/// How a source turned out to be stored.
public struct StoredForm: Sendable, Hashable {
    /// Gzip or none.
    public var compression: Compression
    /// The name of the text encoding, as the settings know it.
    public var encoding: String
    /// Whether a byte order mark says so.
    public var hasByteOrderMark: Bool

    /// Makes a form.
    public init(compression: Compression, encoding: String, hasByteOrderMark: Bool) {
        self.compression = compression
        self.encoding = encoding
        self.hasByteOrderMark = hasByteOrderMark
    }
}
