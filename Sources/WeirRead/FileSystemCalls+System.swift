#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension FileSystemCalls {
    /// The calls of the operating system.
    public static var system: FileSystemCalls {
        FileSystemCalls(
            status: { (path) throws(SystemCallFailure) in try systemStatus(path) },
            checkReadable: { (path) throws(SystemCallFailure) in
                guard access(path, R_OK) == 0 else { throw .last }
            },
            open: { (path) throws(SystemCallFailure) in try systemOpen(path) },
            seek: { (descriptor, offset) throws(SystemCallFailure) in
                guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else { throw .last }
            },
            read: { (descriptor, buffer) throws(SystemCallFailure) in
                let count = systemRead(descriptor, buffer.baseAddress, buffer.count)
                guard count >= 0 else { throw .last }
                return count
            },
            isReadable: { descriptor in
                var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                // What is wrong with the descriptor is for the read to say.
                return poll(&request, 1, 100) != 0
            },
            // Nothing was written, so a failing close loses nothing.
            close: { descriptor in _ = systemClose(descriptor) }
        )
    }

    private static func systemStatus(_ path: String) throws(SystemCallFailure) -> FileStatus {
        var record = stat()
        guard stat(path, &record) == 0 else { throw .last }
        let kind: FileStatus.Kind =
            switch record.st_mode & S_IFMT {
            case S_IFREG: .regular
            case S_IFDIR: .directory
            case S_IFIFO, S_IFCHR, S_IFBLK: .stream
            default: .other
            }
        return FileStatus(
            kind: kind,
            byteCount: Int(record.st_size),
            identity: FileStatus.Identity(
                device: UInt64(truncatingIfNeeded: record.st_dev),
                inode: UInt64(truncatingIfNeeded: record.st_ino)
            )
        )
    }

    private static func systemOpen(_ path: String) throws(SystemCallFailure) -> Int32 {
        let descriptor = systemOpenCall(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last }
        #if os(Linux)
            // Only advice: reading works the same where it is refused, as for a pipe.
            _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
        #endif
        return descriptor
    }
}

// Inside the extension the names of the members hide those of the C library.
private let systemOpenCall: @Sendable (String, Int32) -> Int32 = { open($0, $1) }
private let systemRead: @Sendable (Int32, UnsafeMutableRawPointer?, Int) -> Int = { read($0, $1, $2) }
private let systemClose: @Sendable (Int32) -> Int32 = { close($0) }
