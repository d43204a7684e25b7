/// What the system knows of a path.
public struct FileStatus: Sendable, Hashable {
    /// The kinds of file that make a difference to a reader.
    public enum Kind: Sendable, Hashable {
        /// An ordinary file, whose size is known.
        case regular
        /// A folder.
        case directory
        /// A pipe or a device: readable once, size not known.
        case stream
        /// Something that cannot be opened for reading, such as a socket.
        case other
    }

    /// What is the same for two names of one file, and for nothing else.
    public struct Identity: Sendable, Hashable {
        /// The file system.
        public var device: UInt64
        /// The file in its file system.
        public var inode: UInt64

        /// Makes an identity.
        public init(device: UInt64, inode: UInt64) {
            self.device = device
            self.inode = inode
        }
    }

    /// The kind.
    public var kind: Kind
    /// The size in bytes; meaningful for regular files.
    public var byteCount: Int
    /// Which file it is.
    public var identity: Identity

    /// Makes a status.
    public init(kind: Kind, byteCount: Int, identity: Identity) {
        self.kind = kind
        self.byteCount = byteCount
        self.identity = identity
    }
}
