import WeirModel

/// Writes a text as a field of a record with commas, so that every later stage reads a sheet like a text file.
enum CSVField {
    static let quote = UInt8(ascii: "\"")
    static let comma = UInt8(ascii: ",")

    /// Whether a text must stand in quotes.
    @inline(__always)
    static func needsQuotes(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in text where byte == comma || byte == quote || byte == 0x0A || byte == 0x0D { return true }
        return false
    }

    /// Appends a text, in quotes where that is needed.
    ///
    /// - Returns: whether it is in quotes.
    @discardableResult
    static func append(_ text: UnsafeBufferPointer<UInt8>, to buffer: inout ByteBuffer) -> Bool {
        guard needsQuotes(text) else {
            buffer.append(contentsOf: text)
            return false
        }
        buffer.reserve(text.count + 2)
        buffer.append(quote)
        for byte in text {
            if byte == quote { buffer.append(quote) }
            buffer.append(byte)
        }
        buffer.append(quote)
        return true
    }

    /// The text of a field as it was appended.
    static func text(of field: UnsafeBufferPointer<UInt8>) -> String {
        guard field.count >= 2, field.first == quote else { return String(decoding: field, as: UTF8.self) }
        var text: [UInt8] = []
        var place = 1
        while place < field.count - 1 {
            text.append(field[place])
            place += field[place] == quote ? 2 : 1
        }
        return String(decoding: text, as: UTF8.self)
    }
}
