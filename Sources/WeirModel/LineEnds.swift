#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Physical lines: LF, CRLF and a lone CR end one.
public enum LineEnds {
    /// How many line ends stand in `bytes`; a CR as the last byte counts as one.
    ///
    /// - Complexity: O(n)
    public static func count(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return 0 }
        guard memchr(start, 0x0D, bytes.count) != nil else { return countFeeds(start, bytes.count) }
        var lines = 0
        var previousWasReturn = false
        for byte in bytes {
            let isReturn = byte == 0x0D
            let isFeed = byte == 0x0A
            // An LF behind a CR belongs to it.
            if isReturn || (isFeed && !previousWasReturn) { lines &+= 1 }
            previousWasReturn = isReturn
        }
        return lines
    }

    /// How many LFs stand in `bytes`.
    ///
    /// - Complexity: O(n)
    public static func countFeeds(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        bytes.baseAddress.map { countFeeds($0, bytes.count) } ?? 0
    }

    /// Counts LFs in runs so short that a byte holds the count, of which the compiler makes vectors.
    private static func countFeeds(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var lines = 0
        var position = 0
        while position < count {
            let end = min(position &+ 224, count)
            var found: UInt8 = 0
            while position < end {
                found &+= start[position] == 0x0A ? 1 : 0
                position &+= 1
            }
            lines &+= Int(found)
        }
        return lines
    }
}
