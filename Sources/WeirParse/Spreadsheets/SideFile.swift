import WeirModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A temporary file without a name: it takes what memory has no room for, and vanishes with its owner.
struct SideFile: ~Copyable {
    private let descriptor: Int32
    private let folder: String
    private let limit: Int
    /// How many bytes have been written.
    private(set) var byteCount = 0

    /// Makes a file.
    ///
    /// - Parameters:
    ///   - folder: where.
    ///   - limit: the most bytes that it may take.
    /// - Throws: `parse.spillFailed`.
    init(in folder: String, limit: Int) throws(WeirError) {
        var path = Array((folder + "/weir-texts-XXXXXX").utf8CString)
        let descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw Self.failure("A temporary file cannot be made in \(folder)", errno) }
        _ = unlink(path)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        self.descriptor = descriptor
        self.folder = folder
        self.limit = limit
    }

    deinit { close(descriptor) }

    /// Appends bytes.
    ///
    /// - Throws: `parse.spillFull`, `parse.spillFailed`.
    mutating func append(_ bytes: [UInt8]) throws(WeirError) {
        guard bytes.count <= limit - byteCount else {
            throw WeirError(
                .parseSpillFull, "The texts of the workbook need more than \(limit) bytes of temporary room.",
                hint: "Raise limits.spillBytes.")
        }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { room in
                room.baseAddress.map { pwrite(descriptor, $0 + done, bytes.count - done, off_t(byteCount + done)) } ?? 0
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure("Writing to a temporary file in \(folder) failed", errno) }
            done += count
        }
        byteCount += bytes.count
    }

    /// Reads bytes into a part of an array; all that are asked for must be there.
    ///
    /// - Throws: `parse.spillFailed`.
    func read(at offset: Int, count: Int, into bytes: inout [UInt8], at start: Int) throws(WeirError) {
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes { room in
                room.baseAddress.map { pread(descriptor, $0 + start + done, count - done, off_t(offset + done)) } ?? 0
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { throw Self.failure("Reading a temporary file in \(folder) failed", errno) }
            done += got
        }
    }

    private static func failure(_ what: String, _ number: Int32) -> WeirError {
        WeirError(
            number == ENOSPC || number == EDQUOT ? .parseSpillFull : .parseSpillFailed,
            "\(what): \(String(cString: strerror(number))).", hint: "limits.spillFolder chooses another folder.")
    }
}
