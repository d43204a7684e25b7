#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Names in a folder are on the disk only when the folder was synced.
enum DurableFolder {
    /// Syncs a folder.
    ///
    /// - Throws: `server.unavailable`.
    static func sync(_ path: String) throws(ServiceProblem) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unavailable }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .unavailable }
    }
}
