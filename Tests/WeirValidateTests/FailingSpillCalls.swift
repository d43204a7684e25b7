import Synchronization
import WeirValidate

/// The file system, of which one call fails.
final class FailingSpillCalls: SpillCalls {
    private struct State {
        var calls = 0
        var made = 0
        var open = 0
    }

    private let system = SystemSpillCalls()
    private let number: Int32
    private let failingCall: Int
    private let longest: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - number: the error number.
    ///   - failingCall: the call that fails, from 1.
    ///   - longest: the most bytes that one call reads or writes.
    init(_ number: Int32, at failingCall: Int, longest: Int = .max) {
        self.number = number
        self.failingCall = failingCall
        self.longest = longest
    }

    /// The files that are not closed.
    var openFiles: Int { state.withLock { $0.open } }
    /// Whether there was ever a file.
    var hasMadeFiles: Bool { state.withLock { $0.made > 0 } }

    private func step() throws(SpillCallError) {
        let current = state.withLock { state in
            state.calls += 1
            return state.calls
        }
        if current == failingCall { throw SpillCallError(number: number) }
    }

    func makeFile(in folder: String) throws(SpillCallError) -> Int32 {
        try step()
        let descriptor = try system.makeFile(in: folder)
        state.withLock { state in
            state.made += 1
            state.open += 1
        }
        return descriptor
    }

    func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(SpillCallError) -> Int {
        try step()
        return try system.write(descriptor, UnsafeRawBufferPointer(rebasing: bytes.prefix(longest)))
    }

    func read(
        _ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer, at offset: Int
    ) throws(SpillCallError) -> Int {
        try step()
        return try system.read(
            descriptor, UnsafeMutableRawBufferPointer(rebasing: bytes.prefix(longest)), at: offset)
    }

    func close(_ descriptor: Int32) {
        state.withLock { $0.open -= 1 }
        system.close(descriptor)
    }
}
