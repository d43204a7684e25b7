import WeirModel

/// Keeps the first encoding fault of each line and drops the others.
///
/// One fault is enough to make a violation of a row, and a file of random bytes would otherwise give more faults than it
/// has bytes. A line ends at a line feed or at a carriage return, since both may end a record. What is kept does not
/// depend on how the text is cut into chunks.
struct LineFaultState {
    private var faults: [EncodingFault] = []
    private var lineHasFault = false
    /// Up to where the current chunk was searched for line ends, while `lineHasFault`.
    private var searched = 0

    /// Takes a fault that was found at `position` of the current chunk.
    mutating func note(_ fault: EncodingFault, at position: Int, in text: UnsafeRawBufferPointer) {
        search(upTo: position, in: text)
        if !lineHasFault {
            faults.append(fault)
            lineHasFault = true
        }
        searched = position
    }

    /// Ends the current chunk and returns its faults.
    mutating func takeFaults(atEndOf text: UnsafeRawBufferPointer) -> [EncodingFault] {
        search(upTo: text.count, in: text)
        searched = 0
        defer { faults = [] }
        return faults
    }

    private mutating func search(upTo end: Int, in text: UnsafeRawBufferPointer) {
        guard lineHasFault, searched < end else { return }
        let hasLineEnd = text[searched..<end].contains { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        if hasLineEnd { lineHasFault = false }
    }
}
