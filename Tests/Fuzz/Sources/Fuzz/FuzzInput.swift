/// The bytes of one attempt: the first few choose how, the rest is what is read.
struct FuzzInput {
    private(set) var bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    /// Takes one byte and makes a choice of it.
    mutating func choice(of count: Int) -> Int { Int(bytes.popFirst() ?? 0) % count }

    /// Takes one byte and makes a choice of it.
    mutating func choice<Option>(of options: [Option]) -> Option { options[choice(of: options.count)] }

    /// Takes the bytes up to the next one that is 0, which goes too.
    mutating func part() -> [UInt8] {
        let part = bytes.prefix { $0 != 0 }
        bytes = bytes.dropFirst(part.count + 1)
        return Array(part)
    }

    /// Takes all that is left.
    mutating func rest() -> [UInt8] {
        defer { bytes = [] }
        return Array(bytes)
    }
}
