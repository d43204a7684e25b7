public import WeirModel

/// The bytes of an archive, read at any place: a port, so that an archive can be elsewhere.
public protocol ArchiveBytes: Sendable {
    /// The name for messages.
    var path: String { get }
    /// The size in bytes.
    var byteCount: Int { get }

    /// Reads bytes; fewer if the archive ends before.
    func read(at offset: Int, count: Int) throws(WeirError) -> [UInt8]
}
