#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The start of an element: its name and its attributes, in memory that is lent for one call.
struct XMLTag {
    /// From the `<` to the `>`.
    private let bytes: UnsafeBufferPointer<UInt8>
    /// The name without a prefix.
    private let name: Range<Int>
    /// What stands behind the name.
    private let attributes: Range<Int>

    init(_ bytes: UnsafeBufferPointer<UInt8>, name: Range<Int>, attributes: Range<Int>) {
        self.bytes = bytes
        self.name = name
        self.attributes = attributes
    }

    /// Whether the name, its prefix left out, is this one letter.
    @inline(__always)
    func isNamed(_ letter: UInt8) -> Bool { name.count == 1 && bytes[name.lowerBound] == letter }

    /// Whether the name, its prefix left out, is this one.
    @inline(__always)
    func isNamed(_ other: StaticString) -> Bool { Self.equal(bytes, name, other) }

    /// The raw value of the first attribute with this name, its prefix left out.
    func attribute(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
        var cursor = XMLAttributes(bytes, attributes)
        while let attribute = cursor.next() {
            if Self.equal(bytes, attribute.name, name) { return UnsafeBufferPointer(rebasing: bytes[attribute.value]) }
        }
        return nil
    }

    /// The value of the first attribute with this name, its references resolved.
    func text(_ name: StaticString) -> String? {
        attribute(name).map { String(decoding: XMLReference.resolve($0), as: UTF8.self) }
    }

    /// Calls with the name and the raw value of each attribute.
    @inline(__always)
    func forEachAttribute(_ body: (_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Void) {
        var cursor = XMLAttributes(bytes, attributes)
        while let attribute = cursor.next() {
            body(
                UnsafeBufferPointer(rebasing: bytes[attribute.name]),
                UnsafeBufferPointer(rebasing: bytes[attribute.value]))
        }
    }

    @inline(__always)
    private static func equal(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ name: StaticString
    ) -> Bool {
        guard range.count == name.utf8CodeUnitCount, let base = bytes.baseAddress else { return false }
        return memcmp(base + range.lowerBound, name.utf8Start, range.count) == 0
    }
}

/// Goes through the attributes of a tag.
private struct XMLAttributes {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let end: Int
    private var place: Int

    @inline(__always)
    init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        self.bytes = bytes
        place = range.lowerBound
        end = range.upperBound
    }

    /// The next attribute: its name without a prefix, and its value without the quotes.
    @inline(__always)
    mutating func next() -> (name: Range<Int>, value: Range<Int>)? {
        skipSpace()
        var start = place
        while place < end, bytes[place] != UInt8(ascii: "="), bytes[place] > 0x20 {
            if bytes[place] == UInt8(ascii: ":") { start = place + 1 }
            place += 1
        }
        let name = start..<place
        skipSpace()
        guard place < end, bytes[place] == UInt8(ascii: "=") else { return nil }
        place += 1
        skipSpace()
        guard place < end else { return nil }
        let quote = bytes[place]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
        place += 1
        let first = place
        while place < end, bytes[place] != quote { place += 1 }
        guard place < end else { return nil }
        defer { place += 1 }
        return (name, first..<place)
    }

    @inline(__always)
    private mutating func skipSpace() {
        while place < end, bytes[place] <= 0x20 { place += 1 }
    }
}
