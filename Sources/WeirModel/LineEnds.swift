/// Physical lines: LF, CRLF and a lone CR end one.
public enum LineEnds {
    /// How many line ends stand in `bytes`; a CR as the last byte counts as one.
    ///
    /// - Complexity: O(n)
    public static func count(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
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
}
