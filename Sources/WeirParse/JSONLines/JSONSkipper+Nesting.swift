extension JSONSkipper {
    /// What may come next.
    private enum Place {
        case value, valueOrEnd, name, nameOrEnd, behind
    }

    /// Steps over an object or an array that is a member of the record, without recursion.
    mutating func nested(_ start: Int) -> Int {
        var index = start
        var place = Place.value
        var depth = 0
        // One bit for each open value, the innermost lowest: whether it is an object.
        var kinds: UInt64 = 0
        while true {
            index = blanks(index)
            guard index < end else { return fail(at: end) }
            let byte = text[index]
            let isObject = kinds & 1 == 1
            let closes: Bool
            switch place {
            case .valueOrEnd: closes = byte == UInt8(ascii: "]")
            case .nameOrEnd: closes = byte == UInt8(ascii: "}")
            case .behind: closes = byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
            case .value, .name: closes = false
            }
            if closes {
                index &+= 1
                depth &-= 1
                kinds >>= 1
                if depth == 0 { return index }
                place = .behind
                continue
            }
            switch place {
            case .value, .valueOrEnd:
                if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                    guard depth < Self.mostDepth - 1 else { return fail(at: index) }
                    depth &+= 1
                    kinds = kinds << 1 | (byte == UInt8(ascii: "{") ? 1 : 0)
                    place = byte == UInt8(ascii: "{") ? .nameOrEnd : .valueOrEnd
                    index &+= 1
                } else {
                    index = byte == UInt8(ascii: "\"") ? string(index) : plain(index)
                    if index < 0 { return -1 }
                    place = .behind
                }
            case .name, .nameOrEnd:
                guard byte == UInt8(ascii: "\"") else { return fail(at: index) }
                index = string(index)
                if index < 0 { return -1 }
                index = blanks(index)
                guard index < end, text[index] == UInt8(ascii: ":") else { return fail(at: index) }
                index &+= 1
                place = .value
            case .behind:
                guard byte == UInt8(ascii: ",") else { return fail(at: index) }
                index &+= 1
                place = isObject ? .name : .value
            }
        }
    }

    /// Steps over a string with its quotes.
    private mutating func string(_ start: Int) -> Int {
        let close = closingQuote(from: start &+ 1)
        return close < 0 ? -1 : close &+ 1
    }
}
