import WeirModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file that appears under its name only when it is whole: written as `<path>.partial`, stored, renamed.
///
/// The partial file is locked while it is written, so a second run with the same output is refused, and one that was
/// left behind by a killed run is used again. `-` and anything that is no regular file (a pipe, a device) is written
/// directly.
struct PublishedFile: ~Copyable {
    private let target: String
    private let partial: String?
    private let calls: any FileCalls
    private var file: OutputFile
    private var isPublished = false
    private var isLeft = false
    /// How many bytes were appended, with those that were there.
    private(set) var length: Int

    /// Opens the unfinished file.
    ///
    /// - Parameter length: how many bytes of one that was left stay.
    init(path: String, keeping length: Int = 0, calls: any FileCalls) throws {
        let target = path == "-" ? "standard output" : Self.resolved(path)
        let partial = Self.isPublishable(path) ? Self.partial(of: path) : nil
        self.length = length
        self.calls = calls
        self.target = target
        self.partial = partial
        do throws(FileCallError) {
            let descriptor =
                if path == "-" {
                    STDOUT_FILENO
                } else if let partial {
                    try calls.openExclusively(partial, keeping: length)
                } else {
                    try calls.open(path, appending: false)
                }
            file = OutputFile(descriptor: descriptor, path: target, owned: path != "-", calls: calls)
        } catch {
            throw WeirError(error, "cannot write", path)
        }
    }

    deinit {
        if !isPublished, !isLeft, let partial { _ = try? calls.remove(partial) }
    }

    /// Whether nothing can be seen of it before `publish()`.
    var isAtomic: Bool { partial != nil }

    /// Appends bytes.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        length += bytes.count
        try file.append(bytes)
    }

    /// Waits until everything appended is stored, under the name that it has until it is whole.
    mutating func sync() throws { try file.sync() }

    /// Leaves the unfinished file where it is, for a run that goes on.
    mutating func leave() { isLeft = true }

    /// Hands what was appended to the reader of a pipe.
    mutating func flush() throws { try file.flush() }

    /// Stores the file and gives it its name.
    mutating func publish() throws {
        try file.sync()
        if let partial {
            do throws(FileCallError) {
                try calls.rename(partial, to: target)
                isPublished = true
                try calls.syncFolder(Self.folder(of: target))
            } catch {
                throw WeirError(error, "cannot publish", target)
            }
        }
        try file.close()
    }

    /// Whether a file is written under another name first: not a pipe, not a device, not standard output.
    static func isPublishable(_ path: String) -> Bool { path != "-" && !isSpecial(path) }

    /// What a file is called until it is whole.
    static func partial(of path: String) -> String { resolved(path) + ".partial" }

    private static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Whether there is something under this name that cannot be replaced by a file.
    private static func isSpecial(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return status.st_mode & S_IFMT != S_IFREG
    }

    /// The file itself where the path is a link, so that the link stays.
    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
