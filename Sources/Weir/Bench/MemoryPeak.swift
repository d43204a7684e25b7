#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The most memory that the process has had resident since a moment.
///
/// Linux can set its high-water mark back (`/proc/self/clear_refs`); elsewhere the peak is that of the whole life of the
/// process.
enum MemoryPeak {
    /// Begins anew, after what the allocator keeps for later has gone back to the system.
    ///
    /// - Returns: whether the system can.
    @discardableResult
    static func reset() -> Bool {
        trim()
        let descriptor = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return write(descriptor, "5", 1) == 1
    }

    /// Runs leave free memory behind in the arenas of threads that are no more, which would count as theirs.
    ///
    /// The function is one of glibc's own and not in its module, so it is looked up by name; others do without.
    private static func trim() {
        guard let address = dlsym(nil, "malloc_trim") else { return }
        let function = unsafeBitCast(address, to: (@convention(c) (Int) -> Int32).self)
        _ = function(0)
    }

    /// The peak since then, in bytes.
    static func current() -> Int { highWaterMark() ?? peakMemory() }

    private static func highWaterMark() -> Int? {
        let descriptor = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var text = [UInt8](repeating: 0, count: 8192)
        let count = read(descriptor, &text, text.count)
        guard count > 0 else { return nil }
        // VmHWM:      1234 kB
        for line in text.prefix(count).split(separator: 0x0A) where line.starts(with: "VmHWM:".utf8) {
            let digits = line.filter { (0x30...0x39).contains($0) }
            return Int(String(decoding: digits, as: UTF8.self)).map { $0 << 10 }
        }
        return nil
    }
}
