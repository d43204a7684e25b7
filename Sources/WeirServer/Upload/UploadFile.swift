internal import Crypto
internal import Foundation
internal import NIOCore
internal import NIOPosix

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A file that is being handed in: it goes to disk as it comes, and is synced before anybody is told that it is there.
///
/// Whatever its length, a piece of it is held in memory.
struct UploadFile: ~Copyable {
    /// Where it is until its job has a folder.
    let path: String
    /// How many bytes have come.
    private(set) var byteCount = 0
    /// The first bytes.
    private(set) var head: [UInt8] = []

    private let descriptor: CInt
    private let limit: Int
    private var hash = SHA256()
    private var pending: [UInt8] = []

    private static let pieceBytes = 256 << 10
    private static let headBytes = 16

    /// Makes an empty file.
    ///
    /// - Parameter limit: the most bytes that it may have.
    /// - Throws: `server.unavailable`.
    init(path: String, limit: Int) throws(ServiceProblem) {
        self.path = path
        self.limit = limit
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unavailable }
    }

    deinit { close(descriptor) }

    /// Appends bytes.
    ///
    /// - Throws: `server.tooLarge`, `server.quotaExceeded` when the disk is full, `server.unavailable`.
    mutating func append(_ bytes: some Collection<UInt8>) async throws {
        byteCount += bytes.count
        guard byteCount <= limit else { throw ServiceProblem.tooLarge(limit).closing }
        if head.count < Self.headBytes { head.append(contentsOf: bytes.prefix(Self.headBytes - head.count)) }
        pending.append(contentsOf: bytes)
        if pending.count >= Self.pieceBytes { try await flush() }
    }

    /// Ends it: all of it is on the disk then.
    ///
    /// - Returns: the SHA-256 of its bytes.
    mutating func finish() async throws -> String {
        try await flush()
        let descriptor = descriptor
        let result = try await NIOThreadPool.singleton.runIfActive { fsync(descriptor) }
        guard result == 0 else { throw ServiceProblem.unavailable }
        return Hexadecimal.text(hash.finalize())
    }

    private mutating func flush() async throws {
        let bytes = pending
        pending.removeAll(keepingCapacity: true)
        hash.update(data: bytes)
        let descriptor = descriptor
        let failure = try await NIOThreadPool.singleton.runIfActive { Self.write(bytes, to: descriptor) }
        guard let failure else { return }
        throw failure == ENOSPC || failure == EDQUOT ? ServiceProblem.quotaExceeded.closing : ServiceProblem.unavailable
    }

    /// Writes all bytes; returns the number of the error if that fails.
    private static func write(_ bytes: [UInt8], to descriptor: CInt) -> CInt? {
        bytes.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                guard let base = bytes.baseAddress else { return nil }
                #if canImport(Glibc)
                    let count = Glibc.write(descriptor, base + done, bytes.count - done)
                #elseif canImport(Musl)
                    let count = Musl.write(descriptor, base + done, bytes.count - done)
                #else
                    let count = Darwin.write(descriptor, base + done, bytes.count - done)
                #endif
                if count < 0, errno == EINTR { continue }
                if count <= 0 { return errno }
                done += count
            }
            return nil
        }
    }
}
