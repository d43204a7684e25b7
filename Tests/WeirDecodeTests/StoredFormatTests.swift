import Testing
import WeirDecode
import WeirModel
import WeirTestKit

@Suite("Formats by their first bytes")
struct StoredFormatTests {
    private static let formats: [(start: [UInt8], name: String)] = [
        (Array("PK\u{3}\u{4}".utf8), "zip"),
        (
            Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 26) + Array("[Content_Types].xml".utf8),
            "a workbook"
        ),
        (Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 26) + Array("xl/workbook.xml".utf8), "a workbook"),
        (Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 26) + Array("a.csv".utf8), "zip"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], ".xls"),
        ([0x28, 0xB5, 0x2F, 0xFD], "Zstandard"),
        (Array("BZh91AY&SY".utf8), "bzip2"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz"),
        (Array("<!DOCTYPE html>".utf8), "an HTML page"),
        (Array("\u{FEFF}\r\n <HTML lang=\"en\">".utf8), "an HTML page"),
    ]

    @Test("a packed file is refused by what it is, also inside gzip", arguments: chunkSizes)
    func refused(size: Int) {
        for format in Self.formats {
            let source = format.start + [UInt8](repeating: 0x2C, count: 40)
            for stored in [source, format.start, gzipMember(source)] {
                let run = DecodeRun([stored], size: size)
                #expect(run.error?.code == .decodeUnsupportedFormat)
                #expect(run.error?.message.contains(format.name) == true)
                #expect(run.texts.isEmpty)
            }
        }
    }

    @Test("text that only starts like a packed file is text", arguments: chunkSizes)
    func text(size: Int) {
        for text in ["PK,name\n1,a\n", "BZh9,b\n", "BZh", "P", "7z\n", "(,)\n", "<html,b\n", "<h", "<!-- a -->,b\n"] {
            let run = DecodeRun([Array(text.utf8)], size: size)
            #expect(run.error == nil)
            #expect(run.texts.map(\.string) == [text])
        }
    }
}
