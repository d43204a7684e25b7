/// The calls to the file system that keys on disk need: a seam so that a test can make the n-th call fail.
///
/// Each call does what the system call of its name does, once: short reads and writes and interruptions are the
/// caller's work.
public protocol SpillCalls: Sendable {
    /// Makes a file without a name in a folder, so that its room is free again whatever happens to the process.
    func makeFile(in folder: String) throws(SpillCallError) -> Int32
    /// Writes some of the bytes at the end and says how many.
    func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(SpillCallError) -> Int
    /// Reads some bytes at a place and says how many; none at the end.
    func read(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(SpillCallError) -> Int
    /// Closes a file, which frees its room.
    func close(_ descriptor: Int32)
}

/// A call that failed, with the system's error number.
public struct SpillCallError: Error, Hashable {
    /// The error number (`errno`).
    public var number: Int32

    /// Makes an error.
    public init(number: Int32) { self.number = number }
}
