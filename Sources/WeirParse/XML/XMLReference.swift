/// References in XML text: the five entities that XML predefines, and characters by number.
///
/// There are no others without a DTD, and a document with a DTD is refused.
enum XMLReference {
    /// The longest reference between `&` and `;`, in bytes; leading zeros of a number may fill it.
    static let mostBytes = 16

    /// The character that the text between `&` and `;` stands for; `nil` if it is none.
    static func scalar(_ name: some Collection<UInt8>) -> Unicode.Scalar? {
        guard name.first == UInt8(ascii: "#") else { return named(name) }
        var digits = name.dropFirst()
        let isHexadecimal = digits.first == UInt8(ascii: "x")
        if isHexadecimal { digits = digits.dropFirst() }
        guard !digits.isEmpty, name.count <= mostBytes else { return nil }
        var value: UInt64 = 0
        for byte in digits {
            guard let digit = byte.hexadecimalDigit, isHexadecimal || digit < 10 else { return nil }
            value = value &* (isHexadecimal ? 16 : 10) &+ UInt64(digit)
            if value > 0x10FFFF { return nil }
        }
        // XML 1.0 has no control characters but these three, and no last two of the first plane.
        guard value >= 0x20 || value == 9 || value == 10 || value == 13, value != 0xFFFE, value != 0xFFFF else {
            return nil
        }
        return Unicode.Scalar(UInt32(truncatingIfNeeded: value))
    }

    /// A text with its references resolved; what is no reference stays as it is.
    static func resolve(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        guard text.contains(UInt8(ascii: "&")) else { return Array(text) }
        var resolved: [UInt8] = []
        var place = 0
        while place < text.count {
            let byte = text[place]
            place += 1
            guard byte == UInt8(ascii: "&"),
                let end = text[place..<min(place + mostBytes + 1, text.count)].firstIndex(of: UInt8(ascii: ";")),
                let scalar = scalar(text[place..<end])
            else {
                resolved.append(byte)
                continue
            }
            resolved.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
            place = end + 1
        }
        return resolved
    }

    private static func named(_ name: some Collection<UInt8>) -> Unicode.Scalar? {
        if name.elementsEqual("lt".utf8) { return "<" }
        if name.elementsEqual("gt".utf8) { return ">" }
        if name.elementsEqual("amp".utf8) { return "&" }
        if name.elementsEqual("quot".utf8) { return "\"" }
        if name.elementsEqual("apos".utf8) { return "'" }
        return nil
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit.
    var hexadecimalDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
