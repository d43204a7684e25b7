import Synchronization
import WeirRead

/// The system's calls with one of them made to fail, and with a count of what is open.
final class CallScript: Sendable {
    private struct Record {
        var calls = 0
        var open = 0
    }

    private let record = Mutex(Record())
    private let failingCall: Int
    private let failure: SystemCallFailure
    private let readLimit: Int

    /// - Parameters:
    ///   - failingCall: which call fails, once, counted from 1; 0 for none.
    ///   - number: the error number that it fails with.
    ///   - readLimit: the most bytes that one read gives.
    init(failingCall: Int = 0, number: Int32 = 0, readLimit: Int = .max) {
        self.failingCall = failingCall
        failure = SystemCallFailure(number: number)
        self.readLimit = readLimit
    }

    var openDescriptors: Int { record.withLock(\.open) }
    var callCount: Int { record.withLock(\.calls) }

    var calls: FileSystemCalls {
        let system = FileSystemCalls.system
        return FileSystemCalls(
            status: { (path) throws(SystemCallFailure) in
                try self.count()
                return try system.status(path)
            },
            checkReadable: { (path) throws(SystemCallFailure) in
                try self.count()
                try system.checkReadable(path)
            },
            open: { (path) throws(SystemCallFailure) in
                try self.count()
                let descriptor = try system.open(path)
                self.record.withLock { $0.open += 1 }
                return descriptor
            },
            seek: { (descriptor, offset) throws(SystemCallFailure) in
                try self.count()
                try system.seek(descriptor, offset)
            },
            read: { (descriptor, buffer) throws(SystemCallFailure) in
                try self.count()
                return try system.read(descriptor, .init(rebasing: buffer[..<min(buffer.count, self.readLimit)]))
            },
            close: { descriptor in
                self.record.withLock { $0.open -= 1 }
                system.close(descriptor)
            }
        )
    }

    private func count() throws(SystemCallFailure) {
        let call = record.withLock { record in
            record.calls += 1
            return record.calls
        }
        if call == failingCall { throw failure }
    }
}
