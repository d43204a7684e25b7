/// The text of a field whose doubled or escaped characters have to be resolved.
enum FieldText {
    /// Returns the value in `range`.
    ///
    /// An escape character before the quote or itself goes, and where the field is quoted
    /// a doubled quote becomes one. A lone quote stays.
    static func resolve(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, dialect: Dialect) -> [UInt8] {
        var value: [UInt8] = []
        value.reserveCapacity(range.count)
        let isQuoted = range.lowerBound > 0 && text[range.lowerBound - 1] == dialect.quote
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = text[index]
            if index + 1 < range.upperBound {
                let next = text[index + 1]
                let isEscaped = byte == dialect.escape && (next == dialect.quote || next == byte)
                let isDoubled = isQuoted && dialect.doubleQuote && byte == dialect.quote && next == byte
                if isEscaped || isDoubled { index += 1 }
            }
            value.append(text[index])
            index += 1
        }
        return value
    }
}
