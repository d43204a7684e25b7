import WeirModel

/// One entry of a zip directory.
public struct ZipEntry: Sendable, Hashable {
    /// The name as written: UTF-8, or else code page 437; what is neither is replaced.
    public let name: String
    /// What two names have in common that mean the same part: see `partName`.
    public let key: String
    /// The number of the compression method.
    let method: Int
    /// Whether the data is encrypted.
    let isEncrypted: Bool
    /// Whether it stands for a file elsewhere.
    let isLink: Bool
    /// The CRC-32 of the unpacked bytes.
    let checksum: UInt32
    /// The number of stored bytes.
    public let storedBytes: Int
    /// The number of unpacked bytes, as the directory says.
    public let byteCount: Int
    /// Where its local header starts.
    let headerOffset: Int
    /// The bytes of its name, as the local header must repeat them.
    let rawName: [UInt8]

    /// Whether it is a folder.
    public var isFolder: Bool { rawName.last == UInt8(ascii: "/") || rawName.last == UInt8(ascii: "\\") }

    /// The name by which parts are compared: slashes forward, none in front, ASCII letters small.
    public static func partName(_ name: some StringProtocol) -> String {
        var bytes = name.utf8.map { byte -> UInt8 in
            switch byte {
            case UInt8(ascii: "\\"): UInt8(ascii: "/")
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
            default: byte
            }
        }
        while bytes.first == UInt8(ascii: "/") { bytes.removeFirst() }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What decode must know of it.
    ///
    /// - Throws: `zip.unsupported` for what cannot be unpacked.
    func packed(in archive: String) throws(WeirError) -> PackedEntry {
        func refuse(_ what: String, hint: String? = nil) -> WeirError {
            WeirError(.zipUnsupported, "\(what): \(name).", hint: hint, position: WeirError.Position(file: archive))
        }
        if isEncrypted { throw refuse("The entry is encrypted", hint: "Unpack it with its password first.") }
        if isLink { throw refuse("The entry is a link to another file") }
        let form: PackedEntry.Method
        switch method {
        case 0: form = .stored
        case 8: form = .deflated
        default:
            throw refuse(
                "The entry is compressed by method \(method); stored (0) and deflated (8) can be read",
                hint: "Pack it anew with an ordinary zip program.")
        }
        if form == .stored, storedBytes != byteCount {
            throw WeirError(
                .zipDamaged, "The sizes of a stored entry differ: \(name).", position: WeirError.Position(file: archive)
            )
        }
        return PackedEntry(name: name, method: form, checksum: checksum, byteCount: byteCount)
    }
}
