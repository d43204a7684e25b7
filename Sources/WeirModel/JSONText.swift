/// Writes strings and numbers as JSON text (RFC 8259).
///
/// What is not valid UTF-8 becomes U+FFFD, one for each maximal invalid part, so the text is always valid JSON.
public enum JSONText {
    /// How many bytes one byte of text becomes at most.
    public static var maximumExpansion: Int { 6 }

    /// Appends a string with its quotes.
    public static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { append(utf8: $0, to: &bytes) }
    }

    /// Appends a string with its quotes.
    public static func append(utf8 text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(
            contentsOf: [UInt8](unsafeUninitializedCapacity: text.count * maximumExpansion) { room, count in
                count = room.baseAddress.map { escape(text, to: $0) } ?? 0
            }
        )
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends a whole number.
    public static func append(_ number: Int, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: number.description.utf8)
    }

    /// Appends the shortest text that reads back as the same number, or `null` for one that JSON cannot write.
    public static func append(_ number: Double, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: (number.isFinite ? number.description : "null").utf8)
    }

    /// Writes the inside of a string, without its quotes.
    ///
    /// - Parameters:
    ///   - text: what to write.
    ///   - target: room for at least `maximumExpansion` bytes for each byte of `text`.
    /// - Returns: the number of bytes written.
    public static func escape(_ text: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) -> Int {
        guard let source = text.baseAddress else { return 0 }
        var index = 0
        var count = 0
        while index < text.count {
            let byte = source[index]
            if byte >= 0x80 {
                let sequence = UTF8Sequence(at: index, in: text)
                if sequence.isValid {
                    (target + count).update(from: source + index, count: sequence.length)
                    count &+= sequence.length
                } else {
                    count &+= write([0xEF, 0xBF, 0xBD], to: target + count)
                }
                index &+= sequence.length
            } else {
                if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
                    target[count] = byte
                    count &+= 1
                } else {
                    count &+= writeEscape(of: byte, to: target + count)
                }
                index &+= 1
            }
        }
        return count
    }

    private static func writeEscape(of byte: UInt8, to target: UnsafeMutablePointer<UInt8>) -> Int {
        target[0] = UInt8(ascii: "\\")
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): target[1] = byte
        case 0x08: target[1] = UInt8(ascii: "b")
        case 0x09: target[1] = UInt8(ascii: "t")
        case 0x0A: target[1] = UInt8(ascii: "n")
        case 0x0C: target[1] = UInt8(ascii: "f")
        case 0x0D: target[1] = UInt8(ascii: "r")
        default:
            let low = byte & 0x0F
            target[1] = UInt8(ascii: "u")
            target[2] = UInt8(ascii: "0")
            target[3] = UInt8(ascii: "0")
            target[4] = UInt8(ascii: "0") &+ (byte >> 4)
            target[5] = low < 10 ? UInt8(ascii: "0") &+ low : UInt8(ascii: "a") &+ (low &- 10)
            return 6
        }
        return 2
    }

    private static func write(_ bytes: [UInt8], to target: UnsafeMutablePointer<UInt8>) -> Int {
        for (index, byte) in bytes.enumerated() { target[index] = byte }
        return bytes.count
    }
}

/// One encoded character, or the longest part of one that is not complete.
private struct UTF8Sequence {
    var length: Int
    var isValid: Bool

    /// Looks at the bytes from `index` on, where a byte of 0x80 or more stands (Unicode, table 3-7).
    init(at index: Int, in text: UnsafeBufferPointer<UInt8>) {
        length = 1
        isValid = false
        let following: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch text[index] {
        case 0xC2...0xDF: following = 1
        case 0xE0: (following, second) = (2, 0xA0...0xBF)
        case 0xED: (following, second) = (2, 0x80...0x9F)
        case 0xE1...0xEF: following = 2
        case 0xF0: (following, second) = (3, 0x90...0xBF)
        case 0xF1...0xF3: following = 3
        case 0xF4: (following, second) = (3, 0x80...0x8F)
        default: return
        }
        while length <= following {
            guard index + length < text.count else { return }
            let allowed = length == 1 ? second : 0x80...0xBF
            guard allowed.contains(text[index + length]) else { return }
            length += 1
        }
        isValid = true
    }
}
