/// Resolves the escapes of a JSON string that has been checked.
public enum JSONEscapes {
    /// Writes the text that a string stands for; half a surrogate pair, which no checked string has, becomes U+FFFD.
    ///
    /// - Parameters:
    ///   - raw: what stands between the quotes.
    ///   - target: room for as many bytes.
    /// - Returns: the number of bytes written.
    public static func resolve(_ raw: UnsafeBufferPointer<UInt8>, to target: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var (index, count) = (0, 0)
        while index < raw.count {
            let byte = raw[index]
            index += 1
            guard byte == UInt8(ascii: "\\"), index < raw.count else {
                target[count] = byte
                count += 1
                continue
            }
            let letter = raw[index]
            index += 1
            guard letter == UInt8(ascii: "u") else {
                target[count] = plain(letter)
                count += 1
                continue
            }
            var value = unit(raw, at: index)
            index += 4
            if value & 0xFC00 == 0xD800, index + 6 <= raw.count, raw[index] == UInt8(ascii: "\\"),
                raw[index + 1] == UInt8(ascii: "u")
            {
                let low = unit(raw, at: index + 2)
                if low & 0xFC00 == 0xDC00 {
                    value = 0x10000 + (value & 0x3FF) << 10 + low & 0x3FF
                    index += 6
                }
            }
            for byte in UTF8.encode(Unicode.Scalar(value) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter {
                target[count] = byte
                count += 1
            }
        }
        return count
    }

    /// The text that a string stands for; for names and messages.
    public static func text(_ raw: UnsafeBufferPointer<UInt8>) -> String {
        String(unsafeUninitializedCapacity: raw.count) { resolve(raw, to: $0) }
    }

    private static func plain(_ letter: UInt8) -> UInt8 {
        switch Unicode.Scalar(letter) {
        case "b": 0x08
        case "f": 0x0C
        case "n": 0x0A
        case "r": 0x0D
        case "t": 0x09
        default: letter
        }
    }

    private static func unit(_ raw: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt32 {
        var value: UInt32 = 0
        for index in start..<min(start + 4, raw.count) {
            let byte = raw[index]
            value = value << 4 | UInt32(byte < 0x3A ? byte &- 0x30 : (byte | 0x20) &- 0x57)
        }
        return value
    }
}
