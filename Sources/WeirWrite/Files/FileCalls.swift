/// The calls to the file system that writing needs: a seam so that a test can make the n-th call fail.
///
/// Each call does what the system call of its name does, once: short writes and interruptions are the caller's work.
public protocol FileCalls: Sendable {
    /// Opens a file for writing, made if missing, emptied unless `appending`.
    func open(_ path: String, appending: Bool) throws(FileCallError) -> Int32
    /// Opens a file for writing behind its first bytes, which no other process may hold open this way until it is closed.
    ///
    /// - Parameter length: how many bytes of it stay; the rest is cut off.
    func openExclusively(_ path: String, keeping length: Int) throws(FileCallError) -> Int32
    /// Writes some of the bytes and says how many.
    func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(FileCallError) -> Int
    /// Waits until the bytes are stored.
    func sync(_ descriptor: Int32) throws(FileCallError)
    /// Waits until the names in a folder are stored.
    func syncFolder(_ path: String) throws(FileCallError)
    /// Gives a file another name, in place of whatever had it.
    func rename(_ old: String, to new: String) throws(FileCallError)
    /// Removes a file; one that is missing is fine.
    ///
    /// - Returns: whether there was one.
    func remove(_ path: String) throws(FileCallError) -> Bool
    /// Closes a file.
    func close(_ descriptor: Int32) throws(FileCallError)
}

/// A call that failed, with the system's error number.
public struct FileCallError: Error, Hashable {
    /// The error number (`errno`).
    public var number: Int32

    /// Makes an error.
    public init(number: Int32) { self.number = number }
}
