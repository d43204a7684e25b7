/// The formats that are recognised by their first bytes.
enum StoredFormat: String, CaseIterable {
    case gzip = "gzip data"
    /// The names of the parts that a workbook may begin with tell it from other archives.
    case workbook = "a workbook (.xlsx)"
    case zip = "a zip archive"
    case compoundFile = "an old Office file (.xls, .doc)"
    case zstandard = "Zstandard data"
    case bzip2 = "bzip2 data"
    case xz = "xz data"
    /// What a server sends in place of the file that was asked for.
    case html = "an HTML page"

    /// How many of the first bytes are looked at: the longest signature, and the name of the first file in an archive.
    static let longestSignature = 64

    /// The format that a stream starts with, given all or at least `longestSignature` of its first bytes.
    init?(startOf bytes: some Collection<UInt8>) {
        let match = Self.allCases.first { $0.signatures.contains { bytes.starts(with: $0) } }
        if match == .zip, Self.workbookParts.contains(where: { bytes.dropFirst(30).starts(with: $0.utf8) }) {
            self = .workbook
        } else if let match {
            self = match
        } else if bytes.elementsEqual([0x1F, 0x8B]) {
            // No text starts so: a gzip header that was cut off.
            self = .gzip
        } else if Self.isPage(bytes) {
            self = .html
        } else {
            return nil
        }
    }

    /// Whether a text begins as an HTML page does, behind a byte order mark and white space.
    private static func isPage(_ bytes: some Collection<UInt8>) -> Bool {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        let start = text.drop { $0 <= 0x20 }.prefix(14).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return start.starts(with: Array("<!doctype html".utf8)) || start.starts(with: Array("<html>".utf8))
            || start.starts(with: Array("<html ".utf8))
    }

    /// What the parts are named by that a workbook may begin with.
    private static let workbookParts = ["[Content_Types].xml", "_rels/", "xl/", "docProps/"]

    /// Why it cannot be loaded.
    var reason: String { self == .html ? "and no table" : "which cannot be read as text" }

    /// What to do with such data.
    var hint: String {
        switch self {
        case .html:
            "It may be the answer of a server to a download that needs a login, or whose address has changed. With "
                + "decode.compression: none it is read as text."
        case .workbook, .zip:
            "It can be read from a file only, since its directory stands at its end: write it to one first. Inside "
                + "other packed data it must be unpacked."
        default: "Unpack it first, and load what is inside."
        }
    }

    private var signatures: [[UInt8]] {
        switch self {
        // The third byte is the method; there is only one.
        case .gzip: [[0x1F, 0x8B, 0x08]]
        case .workbook, .html: []
        case .zip: [[0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06]]
        case .compoundFile: [[0xD0, 0xCF, 0x11, 0xE0]]
        case .zstandard: [[0x28, 0xB5, 0x2F, 0xFD]]
        // "BZh" alone may be text. Behind it and the level stands the mark of a block or, in an empty file, of the end.
        case .bzip2:
            (UInt8(ascii: "1")...UInt8(ascii: "9")).flatMap { level -> [[UInt8]] in
                let start = Array("BZh".utf8) + [level]
                return [
                    start + [0x31, 0x41, 0x59, 0x26, 0x53, 0x59],
                    start + [0x17, 0x72, 0x45, 0x38, 0x50, 0x90],
                ]
            }
        case .xz: [[0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]]
        }
    }
}
