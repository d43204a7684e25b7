#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// What the file system says of a path.
enum PathStatus {
    /// Whether there is something.
    static func isThere(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// The current folder; empty if it cannot be told.
    static var currentFolder: String {
        guard let path = getcwd(nil, 0) else { return "" }
        defer { free(path) }
        return String(cString: path)
    }
}
