import WeirModel
import WeirZip

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a file is that is called a workbook and is none.
enum ForeignFormat: String {
    case empty = "an empty file"
    case encrypted = "a workbook that is protected by a password"
    case legacyWorkbook = "an old workbook (.xls)"
    case legacyOffice = "an old Office file (.doc, .ppt or the like)"
    case html = "an HTML page"
    case spreadsheetXML = "a spreadsheet of 2003 (XML)"
    case xml = "an XML file"
    case gzip = "gzip data"
    case text = "plain text, such as CSV"
    case openDocument = "an OpenDocument spreadsheet (.ods)"
    case binaryWorkbook = "a binary workbook (.xlsb)"
    case wordDocument = "a text document (.docx)"
    case presentation = "a presentation (.pptx)"
    case archive = "a zip archive without a workbook"
    case cutOff = "a zip archive that is cut off"
    case unknown = "something else"

    /// Looks at a file that is no zip archive.
    init(file path: String) {
        self.init { Self.bytes(of: path, at: $0, count: $1) }
    }

    /// The same elsewhere.
    init(_ file: any ArchiveBytes) {
        self.init { (try? file.read(at: $0, count: $1)) ?? [] }
    }

    /// - Parameter bytes: reads some of it, from a place on.
    private init(_ bytes: (Int, Int) -> [UInt8]) {
        self = Self.kind(of: bytes(0, 4096), bytes)
    }

    /// Looks at the parts of an archive that has no workbook.
    init(archive: ZipArchive) {
        let keys = Set(archive.entries.map(\.key))
        let hasType = keys.contains("mimetype") && keys.contains("content.xml")
        self =
            hasType
            ? .openDocument
            : keys.contains("xl/workbook.bin")
                ? .binaryWorkbook
                : keys.contains("word/document.xml")
                    ? .wordDocument : keys.contains("ppt/presentation.xml") ? .presentation : .archive
    }

    /// What to do with such a file.
    var hint: String? {
        switch self {
        case .encrypted: "Open it with its password, and save it without one."
        case .legacyWorkbook, .binaryWorkbook, .openDocument, .spreadsheetXML, .html:
            "Open it in a spreadsheet program, and save it as .xlsx or as CSV."
        case .text: "Set parse.format (--input-format) to csv, or give the file its right ending."
        case .cutOff: "A part of the file is missing: copy or download it again."
        default: nil
        }
    }

    private static func kind(of head: [UInt8], _ bytes: (Int, Int) -> [UInt8]) -> ForeignFormat {
        if head.isEmpty { return .empty }
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            return compoundFile(head, bytes)
        }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .cutOff }
        if head.starts(with: [0x1F, 0x8B]) { return .gzip }
        // The record that begins a workbook of Excel 2 to 4.
        if head.count > 3, head[0] == 0x09, [0x00, 0x02, 0x04, 0x08].contains(head[1]), head[3] == 0 {
            return .legacyWorkbook
        }
        let text = String(decoding: head.prefix(4096), as: UTF8.self).lowercased().drop {
            $0.isWhitespace || $0 == "\u{FEFF}"
        }
        if ["<!doctype html", "<html", "<table", "<head", "<meta", "<body"].contains(where: text.hasPrefix) {
            return .html
        }
        if text.contains("<html") { return .html }
        if text.hasPrefix("<") {
            return text.contains("urn:schemas-microsoft-com:office:spreadsheet") ? .spreadsheetXML : .xml
        }
        let isText = !head.contains { $0 < 0x20 && $0 != 9 && $0 != 10 && $0 != 13 && $0 != 12 }
        return isText || head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) ? .text : .unknown
    }

    /// Tells by the names in the directory of a compound file what it holds.
    private static func compoundFile(_ head: [UInt8], _ bytes: (Int, Int) -> [UInt8]) -> ForeignFormat {
        guard head.count >= 76 else { return .legacyOffice }
        func number(at place: Int) -> Int {
            (0..<4).reversed().reduce(0) { $0 << 8 | Int(head[place + $1]) }
        }
        let sectorBytes = head[30] == 12 ? 4096 : 512
        let names = bytes((number(at: 48) + 1) * sectorBytes, 4096)
        func holds(_ name: String) -> Bool {
            let wide = name.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
            return names.indices.contains { names[$0...].starts(with: wide) }
        }
        if holds("EncryptedPackage") || holds("EncryptionInfo") { return .encrypted }
        return holds("Workbook") || holds("Book") ? .legacyWorkbook : .legacyOffice
    }

    private static func bytes(of path: String, at offset: Int, count: Int) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        let got = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, count, off_t(offset)) }
        return Array(bytes.prefix(max(got, 0)))
    }
}
