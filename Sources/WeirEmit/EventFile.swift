import WeirModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file, pipe or device that events are written to.
final class EventFile: Sendable {
    /// What the system says of a write.
    struct Refusal: Error, CustomStringConvertible {
        var description: String
    }

    /// What goes into a pipe in one piece and, when the system says that it is ready, without waiting.
    private static let mostAtOnce = 512

    private let descriptor: Int32
    private let isOwned: Bool
    /// Whether it may have to wait for somebody.
    private let mayWait: Bool

    static let standardOutput = EventFile(descriptor: STDOUT_FILENO, isOwned: false)

    private init(descriptor: Int32, isOwned: Bool) {
        self.descriptor = descriptor
        self.isOwned = isOwned
        var status = stat()
        mayWait = fstat(descriptor, &status) != 0 || status.st_mode & S_IFMT != S_IFREG
    }

    /// Opens a file for appending, made if it is missing; a pipe needs a reader.
    convenience init(path: String) throws(WeirError) {
        // Opening a pipe would else wait until somebody reads it.
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, mode_t(0o666))
        guard descriptor >= 0 else {
            let (number, reason) = (errno, String(cString: strerror(errno)))
            throw WeirError(
                .emitUnwritable,
                "cannot open the event log \(path): \(number == ENXIO ? "it is a pipe that nobody reads" : reason)",
                hint: number == ENXIO ? "start its reader first; a run does not wait for one" : nil)
        }
        self.init(descriptor: descriptor, isOwned: true)
    }

    deinit {
        if isOwned { close(descriptor) }
    }

    /// Whether a write goes through at once, or will before the time is up.
    func isReady(until end: ContinuousClock.Instant) -> Bool {
        guard mayWait else { return true }
        while true {
            let left = max((end - .now) / .milliseconds(1), 0)
            var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            let count = poll(&request, 1, Int32(min(left.rounded(.up), 60_000)))
            // What is wrong with it, if anything, the write says.
            if count >= 0 || errno != EINTR { return count != 0 }
        }
    }

    /// Writes as much as goes at once; 0 if that is nothing.
    func write(_ bytes: ArraySlice<UInt8>) -> Result<Int, Refusal> {
        let piece = mayWait && !isOwned ? bytes.prefix(Self.mostAtOnce) : bytes
        while true {
            let count = piece.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { return .success(count) }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN || errno == EWOULDBLOCK { return .success(0) }
            return .failure(Refusal(description: String(cString: strerror(errno))))
        }
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
