/// The system calls that reading needs: the seam at which a test makes the n-th call fail.
///
/// Each closure is one call, made once. Calls that a signal interrupted are repeated by the caller.
public struct FileSystemCalls: Sendable {
    /// Looks at a path, following symbolic links.
    public var status: @Sendable (_ path: String) throws(SystemCallFailure) -> FileStatus
    /// Fails if the process may not read the file.
    public var checkReadable: @Sendable (_ path: String) throws(SystemCallFailure) -> Void
    /// Opens a file for reading from start to end and returns its descriptor.
    public var open: @Sendable (_ path: String) throws(SystemCallFailure) -> Int32
    /// Goes to a place of an open file, in bytes from its start.
    public var seek: @Sendable (_ descriptor: Int32, _ offset: Int) throws(SystemCallFailure) -> Void
    /// Reads at most as many bytes as fit and returns their number; 0 at the end.
    public var read:
        @Sendable (_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) throws(SystemCallFailure) -> Int
    /// Waits a moment until there is something to read, and says whether there is.
    public var isReadable: @Sendable (_ descriptor: Int32) -> Bool
    /// Closes a descriptor.
    public var close: @Sendable (_ descriptor: Int32) -> Void

    /// Makes a set of calls.
    public init(
        status: @escaping @Sendable (String) throws(SystemCallFailure) -> FileStatus,
        checkReadable: @escaping @Sendable (String) throws(SystemCallFailure) -> Void,
        open: @escaping @Sendable (String) throws(SystemCallFailure) -> Int32,
        seek: @escaping @Sendable (Int32, Int) throws(SystemCallFailure) -> Void,
        read: @escaping @Sendable (Int32, UnsafeMutableRawBufferPointer) throws(SystemCallFailure) -> Int,
        isReadable: @escaping @Sendable (Int32) -> Bool = { _ in true },
        close: @escaping @Sendable (Int32) -> Void
    ) {
        self.status = status
        self.checkReadable = checkReadable
        self.open = open
        self.seek = seek
        self.read = read
        self.isReadable = isReadable
        self.close = close
    }
}

/// Makes a call again for as long as signals interrupt it.
func uninterrupted<Value>(_ call: () throws(SystemCallFailure) -> Value) throws(SystemCallFailure) -> Value {
    while true {
        do throws(SystemCallFailure) {
            return try call()
        } catch {
            guard error.isInterruption else { throw error }
        }
    }
}
