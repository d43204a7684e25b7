#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Finds the lines of a text: LF and CRLF end one.
struct LineFinder {
    /// One line.
    struct Line {
        /// The line without its end.
        var content: Range<Int>
        /// Where the next one starts.
        var next: Int
    }

    private let text: UnsafePointer<UInt8>
    private let end: Int
    private let isFinal: Bool
    /// Where the next line starts.
    private(set) var place = 0

    /// Looks at a text.
    ///
    /// - Parameter isFinal: whether nothing follows the text, so that a line ends with it.
    init(_ text: UnsafePointer<UInt8>, end: Int, isFinal: Bool) {
        self.text = text
        self.end = end
        self.isFinal = isFinal
    }

    /// Goes on to the next line; `nil` if there is none, or its end is not in the text.
    mutating func next() -> Line? {
        guard place < end else { return nil }
        let start = place
        var contentEnd = end
        if let found = memchr(text + start, 0x0A, end - start) {
            contentEnd = UnsafeRawPointer(text).distance(to: found)
            place = contentEnd + 1
        } else {
            guard isFinal else { return nil }
            place = end
        }
        if contentEnd > start, text[contentEnd - 1] == 0x0D { contentEnd -= 1 }
        return Line(content: start..<contentEnd, next: place)
    }

    /// Goes on from another place.
    mutating func go(to place: Int) { self.place = place }
}
