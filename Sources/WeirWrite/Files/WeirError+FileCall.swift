import WeirModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension WeirError {
    /// A failed call as the error that ends the run.
    ///
    /// - Parameters:
    ///   - action: what was tried, such as `cannot write`.
    ///   - path: the file, as the user named it.
    init(_ error: FileCallError, _ action: String, _ path: String) {
        let reason = String(cString: strerror(error.number))
        let message = "\(action) \(path): \(reason)"
        switch error.number {
        case ENOSPC, EDQUOT:
            self.init(.writeDiskFull, message, hint: "free some space and run again")
        case ENOENT, ENOTDIR:
            self.init(.writeUnwritable, message, hint: "make the folder first")
        case EACCES, EPERM, EROFS, EISDIR:
            self.init(.writeUnwritable, message)
        case EWOULDBLOCK:
            self.init(.writeBusy, "\(action) \(path): another process is writing it")
        default:
            self.init(.writeFailed, message)
        }
    }
}
