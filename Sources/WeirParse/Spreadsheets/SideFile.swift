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
    private let budget: SpillBudget
    /// How many bytes have been written.
    private(set) var byteCount = 0

    /// Makes a file.
    ///
    /// - Parameters:
    ///   - folder: where.
    ///   - budget: what its bytes are taken from.
    /// - Throws: `parse.spillFailed`.
    init(in folder: String, budget: SpillBudget) throws(WeirError) {
        var path = Array((folder + "/weir-texts-XXXXXX").utf8CString)
        let descriptor = mkstemp(&path)
        guard descriptor >= 0 else { throw Self.failure("A temporary file cannot be made in \(folder)", errno) }
        _ = unlink(path)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        self.descriptor = descriptor
        self.folder = folder
        self.budget = budget
    }

    deinit {
        close(descriptor)
        budget.giveBack(byteCount)
    }

    /// Appends bytes.
    ///
    /// - Throws: `parse.spillFull`, `parse.spillFailed`.
    mutating func append(_ bytes: [UInt8]) throws(WeirError) {
        guard budget.take(bytes.count) else {
            throw WeirError(
                .parseSpillFull,
                "The texts of the workbook need more than \(budget.byteLimit) bytes of temporary room.",
                hint: "Raise limits.spillBytes.")
        }
        let start = byteCount
        byteCount += bytes.count
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { room in
                room.baseAddress.map { pwrite(descriptor, $0 + done, bytes.count - done, off_t(start + done)) } ?? 0
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure("Writing to a temporary file in \(folder) failed", errno) }
            done += count
        }
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
