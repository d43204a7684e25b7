/// Turns an encoding with one byte per character into UTF-8.
///
/// A byte that stands for nothing is a fault.
struct SingleByteConverter: TextConverter {
    private let table: SingleByteTable

    init(_ table: SingleByteTable) { self.table = table }

    /// A byte becomes at most three.
    func mostBytes(of stored: Int) -> Int { stored * 3 + 32 }

    mutating func convert(
        _ bytes: UnsafeRawBufferPointer, from position: inout Int, storedOffset: Int, into text: inout TextBuffer
    ) {
        guard let base = bytes.baseAddress else { return }
        table.withUpperHalf { upperHalf in
            while position < bytes.count, text.hasRoom {
                let limit = min(bytes.count - position, text.room)
                var copied = 0
                while limit - copied >= 8 {
                    let eight = base.loadUnaligned(fromByteOffset: position + copied, as: UInt64.self)
                    guard eight & 0x8080_8080_8080_8080 == 0 else { break }
                    text.append(unsafeBitCast(eight, to: SIMD8<UInt8>.self))
                    copied += 8
                }
                position += copied
                guard position < bytes.count, text.hasRoom else { break }
                let byte = bytes[position]
                let scalar = byte < 0x80 ? UInt16(byte) : upperHalf[Int(byte & 0x7F)]
                if scalar == SingleByteTable.undefined {
                    text.appendFault(byte: byte, storedOffset: storedOffset + position)
                } else {
                    text.append(scalar: UInt32(scalar))
                }
                position += 1
            }
        }
    }

    /// Nothing waits.
    func end(storedOffset: Int, into text: inout TextBuffer) -> Bool { true }
}
