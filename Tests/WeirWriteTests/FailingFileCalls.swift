import Synchronization
import WeirWrite

/// The file system, of which one call fails.
final class FailingFileCalls: FileCalls {
    private let calls = SystemFileCalls()
    private let number: Int32
    private let failingCall: Int
    private let longestWrite: Int
    private let onlyWrites: Bool
    private let count = Mutex(0)

    /// - Parameters:
    ///   - number: the error number.
    ///   - failingCall: the call that fails, from 1.
    ///   - longestWrite: the most bytes that one call writes.
    ///   - onlyWrites: whether other calls than writes are not counted and do not fail.
    init(_ number: Int32, at failingCall: Int, longestWrite: Int = .max, onlyWrites: Bool = false) {
        self.number = number
        self.failingCall = failingCall
        self.longestWrite = longestWrite
        self.onlyWrites = onlyWrites
    }

    /// Whether the call that fails was reached.
    var hasFailed: Bool { count.withLock { $0 >= failingCall } }

    private func step(isWrite: Bool = false) throws(FileCallError) {
        guard isWrite || !onlyWrites else { return }
        let current = count.withLock { count in
            count += 1
            return count
        }
        if current == failingCall { throw FileCallError(number: number) }
    }

    func open(_ path: String, appending: Bool) throws(FileCallError) -> Int32 {
        try step()
        return try calls.open(path, appending: appending)
    }

    func openExclusively(_ path: String, keeping length: Int) throws(FileCallError) -> Int32 {
        try step()
        return try calls.openExclusively(path, keeping: length)
    }

    func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(FileCallError) -> Int {
        try step(isWrite: true)
        return try calls.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes.prefix(longestWrite)))
    }

    func sync(_ descriptor: Int32) throws(FileCallError) {
        try step()
        try calls.sync(descriptor)
    }

    func syncFolder(_ path: String) throws(FileCallError) {
        try step()
        try calls.syncFolder(path)
    }

    func rename(_ old: String, to new: String) throws(FileCallError) {
        try step()
        try calls.rename(old, to: new)
    }

    // Clearing away and closing always work here, so that a test sees what a failure elsewhere leaves behind.
    func remove(_ path: String) throws(FileCallError) -> Bool { try calls.remove(path) }
    func close(_ descriptor: Int32) throws(FileCallError) { try calls.close(descriptor) }
}
