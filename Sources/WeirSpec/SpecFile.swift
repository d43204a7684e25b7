internal import WeirModel

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The bytes of a pipeline file or of a file that it names.
enum SpecFile {
    /// Reads a whole file.
    ///
    /// - Throws: `spec.notFound`, `spec.unreadable`, `spec.tooLarge`.
    static func read(_ path: String) throws(WeirError) -> [UInt8] {
        let position = WeirError.Position(file: path)
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(errno, position) }
        defer { close(descriptor) }

        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(errno, position) }
        if status.st_mode & S_IFMT == S_IFDIR {
            throw WeirError(.specUnreadable, "this is a directory, not a file", position: position)
        }

        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = block.withUnsafeMutableBytes { Self.read(descriptor, into: $0) }
            guard count >= 0 else { throw failure(errno, position) }
            if count == 0 { return bytes }
            bytes += block[..<count]
            if bytes.count > SpecLimits.fileSize {
                throw WeirError(.specTooLarge, "the file is longer than 4 MiB", position: position)
            }
        }
    }

    /// The path without symbolic links, to tell whether two paths name the same file.
    static func identity(of path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The folder part of a path, with its slash; empty for a plain name.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return String(path[...slash])
    }

    private static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 || errno != EINTR { return count }
        }
    }

    private static func failure(_ number: Int32, _ position: WeirError.Position) -> WeirError {
        if number == ENOENT || number == ENOTDIR {
            return WeirError(.specNotFound, "there is no such file", position: position)
        }
        let reason = String(cString: strerror(number))
        return WeirError(.specUnreadable, "the file cannot be read: \(reason)", position: position)
    }
}
