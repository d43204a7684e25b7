import WeirModel

/// Some rows of a batch, in the form of a binary COPY.
struct CopyPart {
    /// The rows, back to back.
    var bytes: Range<Int>
    /// Their places among the rows of the batch that are copied, from 0.
    var rows: Range<Int>

    /// Divides the rows of a batch between connections; a part may be empty.
    ///
    /// - Parameter payload: what `CopyRows` has made.
    static func parts(of payload: UnsafeBufferPointer<UInt8>, count: Int) -> [CopyPart] {
        let start = payload.count - CopyMarks.byteCount
        guard start >= 0 else { return [] }
        func number(_ index: Int) -> Int {
            let bytes = UnsafeRawBufferPointer(payload)
            return Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: start + 4 * index, as: UInt32.self)))
        }
        var parts: [CopyPart] = []
        var (byte, row) = (0, 0)
        for part in 1...count {
            // Fewer rows than were expected fill the first sixteenths only; the others have no end of their own.
            let sixteenths = 0..<part * CopyMarks.parts / count
            let byteEnd = sixteenths.reduce(0) { max($0, number(2 * $1)) }
            let rowEnd = sixteenths.reduce(0) { max($0, number(2 * $1 + 1)) }
            parts.append(CopyPart(bytes: byte..<byteEnd, rows: row..<rowEnd))
            (byte, row) = (byteEnd, rowEnd)
        }
        return parts
    }

    /// Where each row ends, in bytes from the start of the part.
    static func ends(of rows: UnsafeBufferPointer<UInt8>) -> [Int] {
        let bytes = UnsafeRawBufferPointer(rows)
        var ends: [Int] = []
        var place = 0
        while place + 2 <= rows.count {
            let fields = Int(UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt16.self)))
            place += 2
            for _ in 0..<fields {
                let length = Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: Int32.self))
                place += 4 + max(Int(length), 0)
            }
            ends.append(place)
        }
        return ends
    }
}
