#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The real file system.
public struct SystemSpillCalls: SpillCalls {
    /// Makes the calls.
    public init() {}

    /// Makes a file with `mkstemp` and removes its name at once.
    public func makeFile(in folder: String) throws(SpillCallError) -> Int32 {
        var path = Array((folder + "/weir-keys-XXXXXX").utf8CString)
        let descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw SpillCallError(number: errno) }
        _ = unlink(path)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
    }

    /// Writes some of the bytes with `write`.
    public func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(SpillCallError) -> Int {
        #if canImport(Glibc)
            let count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            let count = Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            let count = Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
        guard count >= 0 else { throw SpillCallError(number: errno) }
        return count
    }

    /// Reads some bytes with `pread`.
    public func read(
        _ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer, at offset: Int
    ) throws(SpillCallError) -> Int {
        let count = pread(descriptor, bytes.baseAddress, bytes.count, off_t(offset))
        guard count >= 0 else { throw SpillCallError(number: errno) }
        return count
    }

    /// Closes a file with `close`.
    public func close(_ descriptor: Int32) {
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #elseif canImport(Musl)
            _ = Musl.close(descriptor)
        #else
            _ = Darwin.close(descriptor)
        #endif
    }
}
