import GRDB
import GRDBSQLite
import WeirModel

/// The calls that a page-by-page load makes on the database file and its journal: the seam for tests of failures.
protocol PageFile {
    /// Takes the file for this process alone, as SQLite's locks do it.
    func lock() throws
    /// Lets others read, but not write.
    ///
    /// For a moment another process may get in that wants to write: whether the file is unchanged must be looked at.
    func letReadersIn() throws
    /// Waits until nobody reads.
    func keepReadersOut() throws
    /// Lets go of the file.
    func unlock()
    /// The length of the file, in bytes.
    func size() throws -> Int
    /// Reads bytes that were written before.
    func read(_ count: Int, at offset: Int) throws -> [UInt8]
    /// Writes bytes.
    func write(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) throws
    /// Begins to store bytes that were written, without waiting; a hint that may do nothing.
    func startStoring(_ count: Int, at offset: Int)
    /// Waits until everything written is stored.
    func sync() throws
    /// Cuts the file.
    func truncate(to size: Int) throws
    /// Stores a journal beside the file, so that whoever opens it next after a crash undoes what has begun.
    func writeJournal(_ bytes: [UInt8]) throws
    /// Removes the journal: from here on what was written counts.
    func removeJournal() throws
}

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file of a connection, by SQLite's own file object.
///
/// It must be SQLite's: the locks of POSIX belong to the process, and a file opened and closed beside SQLite's would drop
/// them. While it is locked no statement may run on the connection.
struct ConnectionFile: PageFile {
    private let file: UnsafeMutablePointer<sqlite3_file>
    private let methods: sqlite3_io_methods
    private let journal: String
    private let patience: Double
    /// SQLite's descriptor of the file, if it was found.
    private let descriptor: Int32?

    /// The most bytes that SQLite's own writing takes at once: it expects a page.
    private static let mostBytes = 64 << 10

    /// Takes the main file of a connection.
    ///
    /// - Parameter patience: how long another process may hold the file, in seconds.
    init(_ db: Database, path: String, patience: Double) throws {
        var file: UnsafeMutablePointer<sqlite3_file>?
        let code = sqlite3_file_control(db.sqliteConnection, "main", SQLITE_FCNTL_FILE_POINTER, &file)
        guard code == SQLITE_OK, let file, let methods = file.pointee.pMethods else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: "the file is not at hand")
        }
        self.file = file
        self.methods = methods.pointee
        journal = path + "-journal"
        self.patience = patience
        descriptor = Self.descriptor(of: path)
    }

    /// A descriptor by which this process has the file open.
    ///
    /// SQLite does not tell which one it has, and one opened here could not be closed without letting go of its locks.
    private static func descriptor(of path: String) -> Int32? {
        var named = stat()
        guard stat(path, &named) == 0 else { return nil }
        return (0..<1024).first { candidate in
            var opened = stat()
            return fstat(candidate, &opened) == 0 && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
        }
    }

    func lock() throws {
        do {
            for level in [SQLITE_LOCK_SHARED, SQLITE_LOCK_RESERVED, SQLITE_LOCK_EXCLUSIVE] { try take(level) }
        } catch {
            unlock()
            throw error
        }
    }

    func letReadersIn() throws {
        try check(methods.xUnlock(file, SQLITE_LOCK_SHARED))
        try take(SQLITE_LOCK_RESERVED)
    }

    func keepReadersOut() throws { try take(SQLITE_LOCK_EXCLUSIVE) }

    /// Takes a lock, and waits for others as long as they may take.
    private func take(_ level: Int32) throws {
        let pause = 0.02
        var waited = 0.0
        while true {
            let code = methods.xLock(file, level)
            if code == SQLITE_OK { return }
            guard code & 0xFF == SQLITE_BUSY, waited < patience else { return try check(code) }
            usleep(UInt32(pause * 1e6))
            waited += pause
        }
    }

    func unlock() { _ = methods.xUnlock(file, SQLITE_LOCK_NONE) }

    func size() throws -> Int {
        var size: sqlite3_int64 = 0
        try check(methods.xFileSize(file, &size))
        return Int(size)
    }

    func read(_ count: Int, at offset: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        try check(methods.xRead(file, &bytes, Int32(count), sqlite3_int64(offset)))
        return bytes
    }

    func write(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) throws {
        var start = 0
        while start < bytes.count {
            let piece = UnsafeBufferPointer(rebasing: bytes[start..<min(start + Self.mostBytes, bytes.count)])
            try check(methods.xWrite(file, piece.baseAddress, Int32(piece.count), sqlite3_int64(offset + start)))
            start += piece.count
        }
    }

    func startStoring(_ count: Int, at offset: Int) {
        #if os(Linux)
            guard let descriptor else { return }
            // Linux takes this as a wish to write back what is not stored yet; it keeps such pages.
            _ = posix_fadvise(descriptor, offset, count, POSIX_FADV_DONTNEED)
        #endif
    }

    func sync() throws { try check(methods.xSync(file, SQLITE_SYNC_NORMAL)) }

    func truncate(to size: Int) throws { try check(methods.xTruncate(file, sqlite3_int64(size))) }

    func writeJournal(_ bytes: [UInt8]) throws {
        let descriptor = open(journal, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw failure("cannot make", SQLITE_CANTOPEN) }
        defer { close(descriptor) }
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done, off_t(done))
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw failure("cannot write", errno == ENOSPC ? SQLITE_FULL : SQLITE_IOERR) }
            done += written
        }
        guard fsync(descriptor) == 0 else { throw failure("cannot store", SQLITE_IOERR) }
        try syncFolder()
    }

    func removeJournal() throws {
        guard unlink(journal) == 0 else { throw failure("cannot remove", SQLITE_IOERR) }
        try syncFolder()
    }

    /// Stores that a file was made or removed.
    private func syncFolder() throws {
        let folder = journal.lastIndex(of: "/").map { String(journal[...$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // Some file systems cannot; they have no need to.
        _ = fsync(descriptor)
    }

    private func failure(_ what: String, _ code: Int32) -> DatabaseError {
        let reason = String(cString: strerror(errno))
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: "\(what) \(journal): \(reason)")
    }

    private func check(_ code: Int32) throws {
        guard code == SQLITE_OK else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errstr(code)))
        }
    }
}
