/// Turns UTF-32 of either byte order into UTF-8.
///
/// A number that is no character is a fault, and so are up to three odd bytes at the end. A unit that is cut by the end of a
/// chunk waits for the next.
struct UTF32Converter: TextConverter {
    private let isBigEndian: Bool
    /// The first bytes of a unit whose other bytes are in the next chunk.
    private var held: [UInt8] = []

    init(_ byteOrder: ByteOrder) { isBigEndian = byteOrder == .bigEndian }

    /// Four bytes become at most four.
    func mostBytes(of stored: Int) -> Int { held.count + stored + 32 }

    mutating func convert(
        _ bytes: UnsafeRawBufferPointer, from position: inout Int, storedOffset: Int, into text: inout TextBuffer
    ) {
        while text.hasRoom, held.count + bytes.count - position >= 4 {
            let place = storedOffset + position - held.count
            var unit: UInt32 = 0
            for index in 0..<4 {
                let byte: UInt8
                if index < held.count {
                    byte = held[index]
                } else {
                    byte = bytes[position]
                    position += 1
                }
                unit |= UInt32(byte) << UInt32(isBigEndian ? 24 - 8 * index : 8 * index)
            }
            held.removeAll(keepingCapacity: true)
            if Unicode.Scalar(unit) != nil {
                text.append(scalar: unit)
            } else {
                let first = UInt8(truncatingIfNeeded: isBigEndian ? unit >> 24 : unit)
                text.appendFault(byte: first, storedOffset: place)
            }
        }
        guard text.hasRoom else { return }
        held += bytes[position...]
        position = bytes.count
    }

    mutating func end(storedOffset: Int, into text: inout TextBuffer) -> Bool {
        if let first = held.first { text.appendFault(byte: first, storedOffset: storedOffset - held.count) }
        held = []
        return true
    }
}
