import WeirDecode
import WeirModel

/// Whole physical lines of an input as UTF-8.
struct TextPart: Sendable {
    /// The text.
    var bytes: [UInt8]
    /// The bytes that are not valid in their encoding, by their place in `bytes`.
    var faults: [EncodingFault]
    /// Whether it is the start of the input.
    var startsInput: Bool
    /// Whether the input ends with it.
    var endsInput: Bool

    /// Converts a part of a sample, and takes off the pieces of lines at its ends.
    init(_ part: SamplePart, encoding: String, pool: BufferPool) throws {
        startsInput = part.offset == 0
        endsInput = part.endsInput
        var settings = DecodeSettings()
        settings.compression = .none
        settings.encoding = encoding
        var decoder = try DecodeStage(settings, sources: [], pool: pool)
        try decoder.push(
            ByteChunk(bytes: Bytes(copying: part.bytes, pool: pool), source: 0, offset: 0, endsSource: true))
        (bytes, faults) = ([], [])
        while let chunk = try decoder.next() {
            for var fault in chunk.faults {
                fault.offset = bytes.count + fault.offset - chunk.offset
                faults.append(fault)
            }
            chunk.bytes.withUnsafeBufferPointer { bytes += $0 }
        }
        trim()
    }

    private mutating func trim() {
        let first = startsInput ? 0 : Self.lineStart(in: bytes, after: 0) ?? bytes.count
        let last = endsInput ? bytes.count : max(Self.lastLineEnd(in: bytes) ?? 0, first)
        guard first > 0 || last < bytes.count else { return }
        bytes = Array(bytes[first..<last])
        faults = faults.filter { (first..<last).contains($0.offset) }.map {
            var fault = $0
            fault.offset -= first
            return fault
        }
    }

    /// Takes off the first line.
    mutating func dropFirstLine() {
        let start = Self.lineStart(in: bytes, after: 0) ?? bytes.count
        bytes.removeFirst(start)
        faults = faults.filter { $0.offset >= start }.map {
            var fault = $0
            fault.offset -= start
            return fault
        }
    }

    /// Where the line behind the one at `position` starts.
    static func lineStart(in bytes: [UInt8], after position: Int) -> Int? {
        var index = position
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0x0A { return index }
            if byte == 0x0D { return index < bytes.count && bytes[index] == 0x0A ? index + 1 : index }
        }
        return nil
    }

    /// Where the last whole line ends; a CR as the last byte may be half of a line end.
    private static func lastLineEnd(in bytes: [UInt8]) -> Int? {
        var index = bytes.count - 1
        while index >= 0 {
            if bytes[index] == 0x0A || (bytes[index] == 0x0D && index < bytes.count - 1) { return index + 1 }
            index -= 1
        }
        return nil
    }
}
