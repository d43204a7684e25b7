#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The real file system.
public struct SystemFileCalls: FileCalls {
    private static let mode: mode_t = 0o666

    /// Makes the calls.
    public init() {}

    /// Opens a file for writing with `openat`.
    public func open(_ path: String, appending: Bool) throws(FileCallError) -> Int32 {
        let start = appending ? O_APPEND : O_TRUNC
        return try Self.checked { openat(AT_FDCWD, path, O_WRONLY | O_CREAT | O_CLOEXEC | start, Self.mode) }
    }

    /// Opens a file, takes its lock with `flock` and cuts it.
    public func openExclusively(_ path: String, keeping length: Int) throws(FileCallError) -> Int32 {
        while true {
            let descriptor = try Self.checked {
                openat(AT_FDCWD, path, O_WRONLY | O_CREAT | O_CLOEXEC, Self.mode)
            }
            do {
                _ = try Self.checked { flock(descriptor, LOCK_EX | LOCK_NB) }
                // Whoever held the lock before may have renamed or removed the file while we waited for it.
                if try Self.names(path, descriptor) {
                    _ = try Self.checked { ftruncate(descriptor, off_t(length)) }
                    _ = try Self.checked { lseek(descriptor, 0, SEEK_END) < 0 ? -1 : 0 }
                    return descriptor
                }
                try close(descriptor)
            } catch {
                try? close(descriptor)
                throw error
            }
        }
    }

    /// Writes some of the bytes with `write`.
    public func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws(FileCallError) -> Int {
        #if canImport(Glibc)
            let count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
            let count = Musl.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            let count = Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
        guard count >= 0 else { throw FileCallError(number: errno) }
        return count
    }

    /// Stores the bytes with `fsync`.
    public func sync(_ descriptor: Int32) throws(FileCallError) {
        // A pipe or a terminal has nothing to store and says so.
        guard fsync(descriptor) != 0, errno != EINVAL, errno != EROFS, errno != ENOTSUP else { return }
        throw FileCallError(number: errno)
    }

    /// Stores the names in a folder with `fsync`.
    public func syncFolder(_ path: String) throws(FileCallError) {
        let descriptor = try Self.checked { openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0) }
        do {
            try sync(descriptor)
        } catch {
            try? close(descriptor)
            throw error
        }
        try close(descriptor)
    }

    /// Renames a file with `renameat`.
    public func rename(_ old: String, to new: String) throws(FileCallError) {
        _ = try Self.checked { renameat(AT_FDCWD, old, AT_FDCWD, new) }
    }

    /// Removes a file with `unlink`.
    public func remove(_ path: String) throws(FileCallError) -> Bool {
        guard unlink(path) != 0 else { return true }
        guard errno == ENOENT else { throw FileCallError(number: errno) }
        return false
    }

    /// Closes a file with `close`.
    public func close(_ descriptor: Int32) throws(FileCallError) {
        #if canImport(Glibc)
            let result = Glibc.close(descriptor)
        #elseif canImport(Musl)
            let result = Musl.close(descriptor)
        #else
            let result = Darwin.close(descriptor)
        #endif
        // The descriptor is gone even when the call was interrupted.
        guard result == 0 || errno == EINTR else { throw FileCallError(number: errno) }
    }

    private static func checked(_ call: () -> Int32) throws(FileCallError) -> Int32 {
        let result = call()
        guard result >= 0 else { throw FileCallError(number: errno) }
        return result
    }

    private static func names(_ path: String, _ descriptor: Int32) throws(FileCallError) -> Bool {
        var named = stat()
        var opened = stat()
        _ = try checked { fstat(descriptor, &opened) }
        guard stat(path, &named) == 0 else { return false }
        return named.st_dev == opened.st_dev && named.st_ino == opened.st_ino
    }
}
