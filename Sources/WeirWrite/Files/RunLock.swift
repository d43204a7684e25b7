public import WeirModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Keeps two runs from writing one target at once: a locked file beside it that says who writes.
///
/// The lock is the system's (`flock`), so it goes with the process however that ends. The file of a process that was
/// killed stays and is taken over by the next run.
public struct RunLock: ~Copyable, Sendable {
    private let path: String
    private let descriptor: Int32
    private let calls: any FileCalls

    /// Takes the lock of a target.
    ///
    /// - Parameters:
    ///   - target: the path of the file that is written.
    ///   - run: who writes.
    /// - Throws: `write.locked` if another run holds it; what the file system says.
    public init(
        target: String, run: RunIdentity, calls: any FileCalls = SystemFileCalls()
    ) throws(WeirError) {
        let path = Self.path(of: target)
        let descriptor: Int32
        do {
            descriptor = try calls.openExclusively(path, keeping: 0)
        } catch {
            guard error.number == EWOULDBLOCK else { throw WeirError(error, "cannot lock", path) }
            throw Self.locked(target, by: Self.holder(path))
        }
        let text = "run \(run.id) of \(run.pipeline), process \(getpid()), since \(ISOText.timestamp(run.startedAt))\n"
        // A few bytes are written at once or not at all; what is missing of them is missed by nobody.
        func write() -> Result<Int, FileCallError> {
            Array(text.utf8).withUnsafeBytes { bytes in
                Result { () throws(FileCallError) in try calls.write(descriptor, bytes) }
            }
        }
        var written = write()
        while case .failure(let error) = written, error.number == EINTR { written = write() }
        if case .failure(let error) = written {
            _ = try? calls.remove(path)
            try? calls.close(descriptor)
            throw WeirError(error, "cannot lock", path)
        }
        self.path = path
        self.descriptor = descriptor
        self.calls = calls
    }

    deinit {
        _ = try? calls.remove(path)
        try? calls.close(descriptor)
    }

    /// Looks whether a run writes a target now, and leaves everything as it is.
    ///
    /// - Throws: `write.locked`.
    public static func check(target: String) throws(WeirError) {
        let path = path(of: target)
        let descriptor = openat(AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0)
        guard descriptor >= 0 else { return }
        defer { _ = close(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
        throw locked(target, by: holder(path))
    }

    /// The run whose process has left its lock behind: it was killed.
    ///
    /// Whether the lock is held is for `check(target:)` to say.
    public static func left(target: String) -> String? {
        let words = holder(path(of: target)).split(separator: " ")
        return words.count > 1 && words[0] == "run" ? String(words[1]) : nil
    }

    private static func path(of target: String) -> String { target + ".weir-lock" }

    private static func locked(_ target: String, by holder: String) -> WeirError {
        WeirError(
            .writeLocked, "\(target) is being written by \(holder)",
            hint: "wait until it is done, or stop it; one run at a time writes a target")
    }

    /// What the file says, on one line.
    private static func holder(_ path: String) -> String {
        let line = SmallFile.text(path).prefix { !$0.isNewline }
        return line.isEmpty ? "another run" : String(line)
    }
}
