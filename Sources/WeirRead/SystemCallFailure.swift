#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A system call that failed.
public struct SystemCallFailure: Error, Sendable, Hashable {
    /// The number that the system gave, such as `EIO`.
    public var number: Int32

    /// Makes a failure.
    public init(number: Int32) { self.number = number }

    /// The failure that the last system call of this thread left behind.
    static var last: SystemCallFailure { SystemCallFailure(number: errno) }

    /// Whether a signal came in between; the call is then made again.
    var isInterruption: Bool { number == EINTR }

    /// Whether there is nothing at the path.
    var isAbsence: Bool { number == ENOENT || number == ENOTDIR }
}

extension SystemCallFailure: CustomStringConvertible {
    /// The system's words for it.
    public var description: String { String(cString: strerror(number)) }
}
