/// Reads a JSON value from bytes, in the most obvious way: it is for rows of tests, which are few.
struct JSONReader {
    /// How deep values may be nested.
    private static var deepest: Int { 64 }

    private var rest: ArraySlice<UInt8>

    /// Reads a whole text as one value.
    ///
    /// - Returns: the value; nil if the text is not JSON.
    static func read(_ bytes: ArraySlice<UInt8>) -> StoredValue? {
        var reader = JSONReader(rest: bytes)
        guard let value = reader.value(depth: 1) else { return nil }
        reader.skipSpace()
        return reader.rest.isEmpty ? value : nil
    }

    private mutating func value(depth: Int) -> StoredValue? {
        guard depth <= Self.deepest else { return nil }
        skipSpace()
        switch rest.first {
        case UInt8(ascii: "{"): return object(depth: depth)
        case UInt8(ascii: "["): return list(depth: depth)
        case UInt8(ascii: "\""): return string().map { .text($0) }
        case nil: return nil
        default:
            let word = rest.prefix { !#",]}"#.utf8.contains($0) && $0 > 0x20 }
            rest = rest[word.endIndex...]
            switch String(decoding: word, as: UTF8.self) {
            case "null": return .null
            case "true": return .boolean(true)
            case "false": return .boolean(false)
            case let text: return Double(text) == nil ? nil : .number(text)
            }
        }
    }

    private mutating func object(depth: Int) -> StoredValue? {
        rest.removeFirst()
        var members: [(name: String, value: StoredValue)] = []
        if take("}") { return .object(members) }
        repeat {
            skipSpace()
            guard let name = string(), take(":"), let value = value(depth: depth + 1) else { return nil }
            members.append((name, value))
        } while take(",")
        return take("}") ? .object(members) : nil
    }

    private mutating func list(depth: Int) -> StoredValue? {
        rest.removeFirst()
        var items: [StoredValue] = []
        if take("]") { return .list(items) }
        repeat {
            guard let item = value(depth: depth + 1) else { return nil }
            items.append(item)
        } while take(",")
        return take("]") ? .list(items) : nil
    }

    private mutating func string() -> String? {
        guard rest.popFirst() == UInt8(ascii: "\"") else { return nil }
        var units: [UInt16] = []
        while let end = rest.firstIndex(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
            units += String(decoding: rest[..<end], as: UTF8.self).utf16
            let isEnd = rest[end] == UInt8(ascii: "\"")
            rest = rest[(end + 1)...]
            if isEnd { return String(decoding: units, as: UTF16.self) }
            guard let unit = escape() else { return nil }
            units.append(unit)
        }
        return nil
    }

    /// Reads what follows a backslash; half of a surrogate pair finds its other half in the next escape.
    private mutating func escape() -> UInt16? {
        switch rest.popFirst() {
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "u"):
            let digits = rest.prefix(4)
            rest = rest.dropFirst(4)
            return digits.count == 4 ? UInt16(String(decoding: digits, as: UTF8.self), radix: 16) : nil
        case let byte?: return #""\/"#.utf8.contains(byte) ? UInt16(byte) : nil
        case nil: return nil
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func skipSpace() {
        rest = rest.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    }
}
