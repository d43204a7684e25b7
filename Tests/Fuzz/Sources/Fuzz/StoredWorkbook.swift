/// A workbook of one sheet whose parts are stored as they are, so that any bytes can be a part.
enum StoredWorkbook {
    private static let base = "http://schemas.openxmlformats.org/"

    static func bytes(_ sheet: [UInt8], strings: [UInt8], styles: [UInt8]) -> [UInt8] {
        let links = ["worksheet", "sharedStrings", "styles"].map { type in
            "<Relationship Id=\"\(type)\" Type=\"\(base)officeDocument/2006/relationships/\(type)\" "
                + "Target=\"\(type).xml\"/>"
        }
        let top = """
            <Relationships xmlns="\(base)package/2006/relationships"><Relationship Id="a" \
            Type="\(base)officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """
        let workbook = """
            <workbook xmlns="\(base)spreadsheetml/2006/main" xmlns:r="\(base)officeDocument/2006/relationships">\
            <sheets><sheet name="A" sheetId="1" r:id="worksheet"/></sheets></workbook>
            """
        return archive([
            ("_rels/.rels", Array(top.utf8)),
            ("xl/workbook.xml", Array(workbook.utf8)),
            (
                "xl/_rels/workbook.xml.rels",
                Array(
                    "<Relationships xmlns=\"\(base)package/2006/relationships\">\(links.joined())</Relationships>".utf8)
            ),
            ("xl/worksheet.xml", sheet),
            ("xl/sharedStrings.xml", strings),
            ("xl/styles.xml", styles),
        ])
    }

    private static func archive(_ entries: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for (name, bytes) in entries {
            let offset = archive.count
            let common =
                number(20, 2) + number(0, 8) + number(checksum(bytes), 4) + number(bytes.count, 4)
                + number(bytes.count, 4) + number(name.utf8.count, 2)
            archive += number(0x0403_4B50, 4) + common + number(0, 2) + Array(name.utf8) + bytes
            directory += number(0x0201_4B50, 4) + number(20, 2) + common + number(0, 12) + number(offset, 4)
            directory += Array(name.utf8)
        }
        let end =
            number(0x0605_4B50, 4) + number(0, 4) + number(entries.count, 2) + number(entries.count, 2)
            + number(directory.count, 4) + number(archive.count, 4) + number(0, 2)
        return archive + directory + end
    }

    private static func number(_ value: Int, _ byteCount: Int) -> [UInt8] {
        (0..<byteCount).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }

    private static func checksum(_ bytes: [UInt8]) -> Int {
        Int(~bytes.reduce(~0) { $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] })
    }
}
