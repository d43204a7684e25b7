/// Lines that could not be written yet, the first of them perhaps in part.
struct EventBacklog {
    /// The most bytes that wait: some thousand events, which is more than most runs have.
    static let mostBytes = 1 << 20

    private var bytes: [UInt8] = []
    private var written = 0
    /// How many bytes each line has left, in order.
    private var lines: [Int] = []
    private var firstLine = 0

    /// The lines that wait.
    var count: Int { lines.count - firstLine }
    var isEmpty: Bool { count == 0 }
    /// What comes next.
    var next: ArraySlice<UInt8> { bytes[written...] }

    /// Puts a line behind the others.
    ///
    /// - Returns: whether there is room for it.
    mutating func append(_ line: [UInt8]) -> Bool {
        guard isEmpty || bytes.count - written + line.count <= Self.mostBytes else { return false }
        if written > 0 {
            bytes.removeFirst(written)
            lines.removeFirst(firstLine)
            (written, firstLine) = (0, 0)
        }
        bytes += line
        lines.append(line.count)
        return true
    }

    /// Says that so many bytes have gone out.
    mutating func wrote(_ count: Int) {
        written += count
        var count = count
        while count > 0, firstLine < lines.count {
            let part = min(count, lines[firstLine])
            lines[firstLine] -= part
            count -= part
            if lines[firstLine] == 0 { firstLine += 1 }
        }
    }

    /// Forgets all lines and says how many they were.
    mutating func removeAll() -> Int {
        defer { self = EventBacklog() }
        return count
    }
}
