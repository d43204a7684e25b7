import WeirModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A regular file that is read at any place, by `pread`.
///
/// Its descriptor is closed with the last reference.
final class ArchiveFile: ArchiveBytes {
    /// The name for messages.
    let path: String
    /// The size when it was opened, in bytes.
    let byteCount: Int
    private let descriptor: Int32

    /// Opens a file.
    ///
    /// - Throws: `zip.unreadable`, also for what is no regular file: a pipe cannot be read from its end.
    init(path: String) throws(WeirError) {
        let position = WeirError.Position(file: path)
        let opened = open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else {
            throw WeirError(.zipUnreadable, "The file cannot be opened: \(Self.lastFailure).", position: position)
        }
        var status = stat()
        guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(opened)
            throw WeirError(
                .zipUnreadable, "An archive must be a regular file: its directory stands at its end.",
                hint: "Write it to a file first.", position: position)
        }
        self.path = path
        descriptor = opened
        byteCount = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// Reads bytes; fewer if the file ends before.
    ///
    /// - Throws: `zip.unreadable`.
    func read(at offset: Int, count: Int) throws(WeirError) -> [UInt8] {
        guard offset >= 0, offset <= byteCount else { return [] }
        let wanted = max(min(count, byteCount - offset), 0)
        var bytes = [UInt8](repeating: 0, count: wanted)
        var done = 0
        while done < wanted {
            let got = bytes.withUnsafeMutableBytes { room in
                room.baseAddress.map { pread(descriptor, $0 + done, wanted - done, off_t(offset + done)) } ?? 0
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else {
                throw WeirError(
                    .zipUnreadable, "Reading stopped: \(Self.lastFailure).",
                    position: WeirError.Position(file: path, byteOffset: offset + done))
            }
            if got == 0 { break }
            done += got
        }
        bytes.removeLast(wanted - done)
        return bytes
    }

    private static var lastFailure: String { String(cString: strerror(errno)) }
}
