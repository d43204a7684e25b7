/// A file elsewhere as the origin of an input: two are the same if they name the same version of the same file.
public struct RemoteOrigin: Sendable, Hashable {
    /// The file.
    public let file: any RemoteFile

    /// Makes an origin.
    public init(_ file: any RemoteFile) { self.file = file }

    /// Whether two name the same version of the same file.
    public static func == (left: RemoteOrigin, right: RemoteOrigin) -> Bool {
        left.file.identity == right.file.identity && left.file.version == right.file.version
    }

    /// Hashes what counts.
    public func hash(into hasher: inout Hasher) { hasher.combine(file.identity) }
}
