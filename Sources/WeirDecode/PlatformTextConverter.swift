/// Turns any encoding that the platform can convert into UTF-8.
///
/// A byte that starts no character is a fault. A character that is cut by the end of a chunk waits for the next, and the
/// platform keeps what else it must remember, such as the character set that an escape has chosen.
struct PlatformTextConverter: TextConverter {
    /// More bytes than any character or change of state takes.
    private static let longest = 32

    private let converter: PlatformConverter
    /// The start of a character whose rest is in the next chunk.
    private var held: [UInt8] = []
    private var hasFlushed = false

    init(_ converter: PlatformConverter) { self.converter = converter }

    func mostBytes(of stored: Int) -> Int { (held.count + stored) * 4 + Self.longest }

    mutating func convert(
        _ bytes: UnsafeRawBufferPointer, from position: inout Int, storedOffset: Int, into text: inout TextBuffer
    ) {
        bytes.withMemoryRebound(to: UInt8.self) { bytes in
            if !held.isEmpty { bridge(bytes, from: &position, storedOffset, into: &text) }
            if held.isEmpty { decode(bytes, from: &position, storedOffset, into: &text) }
        }
    }

    /// Converts what was held together with the start of the chunk.
    private mutating func bridge(
        _ bytes: UnsafeBufferPointer<UInt8>, from position: inout Int, _ storedOffset: Int, into text: inout TextBuffer
    ) {
        while !held.isEmpty, text.hasRoom {
            let more = bytes[position..<min(position + Self.longest, bytes.count)]
            let joined = held + more
            let place = storedOffset + position - held.count
            let result = joined.withUnsafeBufferPointer { joined in text.fill { converter.convert(joined, to: $0) } }
            var read = result.read
            if result.stop == .invalid {
                text.appendFault(byte: joined[read], storedOffset: place + read)
                read += 1
            }
            if read >= held.count {
                position += read - held.count
                held = []
            } else if read > 0 {
                held.removeFirst(read)
            } else if result.stop == .incomplete, joined.count < 2 * Self.longest {
                held = joined
                position += more.count
                return
            } else {
                return
            }
        }
    }

    private mutating func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, from position: inout Int, _ storedOffset: Int, into text: inout TextBuffer
    ) {
        while position < bytes.count, text.hasRoom {
            let rest = UnsafeBufferPointer(rebasing: bytes[position...])
            let result = text.fill { converter.convert(rest, to: $0) }
            position += result.read
            switch result.stop {
            case .done: break
            case .full: return
            case .incomplete:
                held = Array(bytes[position...])
                position = bytes.count
            case .invalid:
                text.appendFault(byte: bytes[position], storedOffset: storedOffset + position)
                position += 1
            }
        }
    }

    mutating func end(storedOffset: Int, into text: inout TextBuffer) -> Bool {
        if let first = held.first {
            text.appendFault(byte: first, storedOffset: storedOffset - held.count)
            held = []
        }
        guard !hasFlushed else { return true }
        guard text.hasRoom else { return false }
        hasFlushed = true
        text.fill { (0, converter.flush(to: $0), PlatformConverter.Stop.done) }
        return true
    }
}
