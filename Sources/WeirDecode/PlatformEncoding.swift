#if canImport(Glibc)
    import Glibc
#endif

/// An encoding that the converter of the platform knows (iconv of the C library), by any of its names.
struct PlatformEncoding: Sendable {
    /// The name as it was given, in lower case.
    let name: String
    /// What each byte stands for, if the encoding has one byte per character and ASCII below 0x80.
    let table: SingleByteTable?

    /// Looks for an encoding; `nil` if nobody knows it by that name.
    init?(name: String) {
        // A suffix such as //TRANSLIT would change characters in silence, and the other two depend on the machine.
        let isName =
            !name.isEmpty && name.utf8.count <= 64
            && name.utf8.allSatisfy { $0 == 0x5F || ($0 >= 0x2B && $0 != 0x2F && $0 < 0x7B) }
        let lowered = name.lowercased()
        guard isName, lowered != "internal", lowered != "wchar_t", let converter = PlatformConverter(from: name) else {
            return nil
        }
        self.name = lowered
        table = Self.table(converter)
    }

    /// Asks for each byte by itself.
    private static func table(_ converter: PlatformConverter) -> SingleByteTable? {
        var upperHalf: [UInt16] = []
        for byte in UInt8.min...UInt8.max {
            let scalar: UInt16
            switch converter.scalar(of: byte) {
            case .character(let character) where character < 0xFFFF: scalar = UInt16(character)
            case .none: scalar = SingleByteTable.undefined
            default: return nil
            }
            if byte >= 0x80 {
                upperHalf.append(scalar)
            } else if scalar != UInt16(byte) {
                return nil
            }
        }
        return SingleByteTable(upperHalf: upperHalf)
    }
}
