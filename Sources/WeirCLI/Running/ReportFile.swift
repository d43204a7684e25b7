internal import WeirModel
internal import WeirWrite

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A file that is there as a whole or not at all.
enum ReportFile {
    /// Writes bytes beside the file and renames them to it; `-` is standard output.
    ///
    /// - Throws: `write.failed`.
    static func write(_ bytes: [UInt8], to path: String) throws(WeirError) {
        if path == "-" {
            StandardStream.output.write(bytes)
            return
        }
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            // A pipe or a device cannot be renamed to.
            return try put(bytes, at: path, flags: O_WRONLY, reportedAs: path)
        }
        let partial = "\(path).\(getpid()).partial"
        do throws(WeirError) {
            try put(bytes, at: partial, flags: O_WRONLY | O_CREAT | O_TRUNC, reportedAs: path)
            guard rename(partial, path) == 0 else { throw failure(path) }
        } catch {
            unlink(partial)
            throw error
        }
    }

    private static func put(
        _ bytes: [UInt8], at path: String, flags: Int32, reportedAs name: String
    ) throws(WeirError) {
        let descriptor = open(path, flags | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(name) }
        let isWritten = StandardStream(descriptor: descriptor).write(bytes)
        let error = errno
        let isClosed = close(descriptor) == 0
        if !isWritten { errno = error }
        guard isWritten, isClosed else { throw failure(name) }
    }

    private static func failure(_ path: String) -> WeirError {
        let reason = String(cString: strerror(errno))
        return WeirError(
            .writeFailed, "the report cannot be written: \(reason)", position: WeirError.Position(file: path))
    }
}
