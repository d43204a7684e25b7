import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// A file system of a few MiB in memory, gone when the test is done.
final class SmallDisk {
    let path: String
    private let folder: WorkFolder

    /// Makes one; it takes the right to mount.
    init(bytes: Int) throws {
        folder = try WorkFolder()
        path = "\(folder.path)/disk"
        try #require(mkdir(path, 0o700) == 0)
        try #require(Self.mount(at: path, bytes: bytes))
    }

    deinit {
        #if canImport(Glibc)
            umount2(path, Int32(MNT_DETACH))
        #endif
    }

    /// Whether this process may make one.
    static let isPossible: Bool = {
        guard let folder = try? WorkFolder(), mount(at: folder.path, bytes: 1 << 16) else { return false }
        #if canImport(Glibc)
            umount2(folder.path, Int32(MNT_DETACH))
        #endif
        return true
    }()

    private static func mount(at path: String, bytes: Int) -> Bool {
        #if canImport(Glibc)
            Glibc.mount("weir", path, "tmpfs", 0, "size=\(bytes)") == 0
        #else
            false
        #endif
    }

    /// The bytes that are free.
    var free: Int {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return 0 }
        return Int(status.f_bavail) * Int(status.f_bsize)
    }

    /// Takes all of the disk but as many bytes, with a file.
    func fill(leaving bytes: Int) throws {
        let ballast = open("\(path)/ballast", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        try #require(ballast >= 0)
        defer { close(ballast) }
        try #require(posix_fallocate(ballast, 0, free - bytes) == 0)
    }

    /// Gives back what was taken.
    func clear() { unlink("\(path)/ballast") }
}
