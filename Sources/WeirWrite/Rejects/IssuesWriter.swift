import WeirModel

/// Writes one JSON line per violation, up to a limit; without a path it writes nothing.
///
/// The file is made with its first line; what an earlier run left under its name is removed at the start.
struct IssuesWriter: ~Copyable {
    private let path: String?
    private let calls: any FileCalls
    private var file: OutputFile?
    private var line: [UInt8] = []
    /// How many more lines may be written.
    private(set) var remaining: Int
    /// The lines written.
    private(set) var count = 0
    /// The violations that have no line because of the limit.
    private(set) var omitted = 0

    init(path: String?, limit: Int, protecting inputs: borrowing InputProtection, calls: any FileCalls) throws {
        self.path = path
        self.calls = calls
        remaining = path == nil ? 0 : max(limit, 0)
        guard let path else { return }
        try inputs.check(path)
        do {
            _ = try calls.remove(path)
        } catch {
            throw WeirError(error, "cannot remove the earlier", path)
        }
    }

    /// The length of the file, in bytes.
    private(set) var length = 0

    /// The file, if there was anything to write.
    var writtenPath: String? { count > 0 ? path : nil }

    /// Says that there were violations that nobody rendered.
    mutating func omit(_ count: Int) {
        if path != nil { omitted += count }
    }

    /// Appends one line, unless the limit is reached.
    mutating func append(_ issue: Issue) throws {
        guard let path, remaining > 0 else { return omit(1) }
        if file == nil {
            file = try OutputFile(path: path, calls: calls)
        }
        line.removeAll(keepingCapacity: true)
        issue.appendJSON(to: &line)
        line.append(UInt8(ascii: "\n"))
        try file?.append(line)
        length += line.count
        remaining -= 1
        count += 1
    }

    /// Waits until everything appended is stored.
    mutating func sync() throws { try file?.sync() }

    /// Writes what is buffered; for a run that ends early.
    mutating func flush() throws { try file?.flush() }

    /// Stores the file.
    mutating func finish() throws {
        try file?.sync()
        try file?.close()
    }
}
