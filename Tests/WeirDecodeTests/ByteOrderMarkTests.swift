import Testing
import WeirDecode
import WeirModel
import WeirTestKit

@Suite("Byte order marks")
struct ByteOrderMarkTests {
    private static let utf8: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let little: [UInt8] = [0xFF, 0xFE]
    private static let big: [UInt8] = [0xFE, 0xFF]

    @Test("the mark of UTF-8 is taken off and counted", arguments: chunkSizes)
    func utf8Mark(size: Int) {
        for encoding in ["auto", "UTF-8", "utf8"] {
            let run = DecodeRun(
                [Self.utf8 + Array("\"a\",b\n\u{FEFF}c".utf8) + [0xFF]],
                size: size,
                settings: DecodeSettings(encoding: encoding)
            )
            #expect(run.error == nil && run.isSeamless)
            #expect(run.texts.first?.firstOffset == 3)
            #expect(run.texts.first?.bytes == Array("\"a\",b\n\u{FEFF}c".utf8) + [0xFF])
            #expect(run.texts.first?.faults == [EncodingFault(offset: 13, storedOffset: 13, byte: 0xFF)])
        }
    }

    @Test("only the first of two marks is taken off", arguments: chunkSizes)
    func doubleMark(size: Int) {
        let run = DecodeRun([Self.utf8 + Self.utf8 + [0x61]], size: size)
        #expect(run.texts.first?.bytes == Self.utf8 + [0x61])
    }

    @Test("the mark of UTF-16 tells its byte order", arguments: chunkSizes)
    func utf16Mark(size: Int) {
        for encoding in ["auto", "utf-16"] {
            let settings = DecodeSettings(encoding: encoding)
            let sources = [Self.little + [0x61, 0, 0xAC, 0x20], Self.big + [0, 0x61, 0x20, 0xAC]]
            let run = DecodeRun(sources, size: size, settings: settings)
            #expect(run.texts.map(\.string) == ["a€", "a€"])
            #expect(run.texts.map(\.firstOffset) == [0, 0])
        }
    }

    @Test("UTF-16 without a mark is little-endian")
    func utf16WithoutMark() {
        let run = DecodeRun([[0x61, 0]], settings: DecodeSettings(encoding: "utf-16"))
        #expect(run.texts.map(\.string) == ["a"])
    }

    @Test("the marks of UTF-32 are not taken for those of UTF-16", arguments: chunkSizes)
    func utf32Mark(size: Int) {
        for mark: [UInt8] in [[0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF]] {
            for encoding in ["auto", "utf-16le", "utf-8"] {
                for source in [mark, mark + [0x61, 0, 0, 0, 0x62, 0, 0, 0], gzipMember(mark + [0x61, 0, 0, 0])] {
                    let run = DecodeRun([source], size: size, settings: DecodeSettings(encoding: encoding))
                    #expect(run.error?.code == .decodeUnsupportedEncoding)
                    #expect(run.error?.message.contains("UTF-32") == true)
                }
            }
        }
    }

    @Test(
        "a mark that contradicts the settings is an error",
        arguments: [
            ("utf-8", little), ("utf-8", big), ("utf-16le", big), ("utf-16be", little), ("utf-16", utf8),
            ("latin-1", utf8), ("cp1252", little),
        ]
    )
    func mismatch(encoding: String, mark: [UInt8]) {
        let run = DecodeRun([mark + [0x61, 0]], settings: DecodeSettings(encoding: encoding))
        #expect(run.error?.code == .decodeEncodingMismatch)
        #expect(run.texts.isEmpty)
    }
}
