import Synchronization
public import WeirModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Adds events to a file, one JSON object per line.
///
/// Each event is one write to a file opened for appending, so several runs may share an event log. When a write stops
/// half-way, the next event begins on a line of its own.
public final class NDJSONEventTarget: EmitTarget {
    /// The path, or `-`.
    public let destination: String
    private let descriptor: Int32
    private let ownsDescriptor: Bool
    /// Whether the last line written is whole.
    private let endsLine = Mutex(true)

    /// Opens the file, made if it is missing.
    public init(_ settings: NDJSONEventSettings) throws {
        destination = settings.path
        ownsDescriptor = settings.path != "-"
        descriptor =
            settings.path == "-"
            ? STDOUT_FILENO
            : open(settings.path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, mode_t(0o666))
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw WeirError(.emitUnwritable, "cannot open the event log \(settings.path): \(reason)")
        }
    }

    deinit {
        if ownsDescriptor { close(descriptor) }
    }

    /// Adds one line.
    public func deliver(_ event: Event) throws {
        var line = EventEncoder.encode(event)
        line.append(UInt8(ascii: "\n"))
        try endsLine.withLock { endsLine in
            if !endsLine { line.insert(UInt8(ascii: "\n"), at: 0) }
            var written = 0
            while written < line.count {
                let count = line[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    let reason = String(cString: strerror(errno))
                    throw WeirError(.emitFailed, "cannot write to the event log \(destination): \(reason)")
                }
                written += count
                endsLine = written == line.count
            }
        }
    }
}
