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
        let little: [UInt8] = [0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0, 0x00, 0xF6, 0x01, 0x00]
        let big: [UInt8] = [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61, 0, 1, 0xF6, 0]
        for encoding in ["auto", "utf-32"] {
            let settings = DecodeSettings(encoding: encoding)
            for source in [little, big, gzipMember(little)] {
                let run = DecodeRun([source], size: size, settings: settings)
                #expect(run.error == nil)
                #expect(run.texts.map(\.string) == ["a\u{1F600}"])
            }
        }
        for encoding in ["utf-16le", "utf-16", "utf-8"] {
            let run = DecodeRun([little], size: size, settings: DecodeSettings(encoding: encoding))
            #expect(run.error?.code == .decodeEncodingMismatch)
            #expect(run.error?.message.contains("UTF-32") == true)
        }
    }

    @Test("UTF-16 and UTF-32 without a mark are known by their zeros", arguments: chunkSizes)
    func unmarked(size: Int) {
        let text = "id,näme\n1,\u{1F600}\n"
        let wide: [(String, [UInt8])] = [
            ("utf-16le", text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
            ("utf-16be", text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }),
            (
                "utf-32le",
                text.unicodeScalars.flatMap { scalar in [0, 8, 16, 24].map { UInt8(scalar.value >> $0 & 0xFF) } }
            ),
            (
                "utf-32be",
                text.unicodeScalars.flatMap { scalar in [24, 16, 8, 0].map { UInt8(scalar.value >> $0 & 0xFF) } }
            ),
        ]
        for (name, bytes) in wide {
            for encoding in ["auto", name] {
                let run = DecodeRun(
                    [bytes, gzipMember(bytes)], size: size, settings: DecodeSettings(encoding: encoding))
                #expect(run.error == nil && run.isSeamless)
                #expect(run.texts.map(\.string) == [text, text], "\(name)")
            }
        }
        for bytes: [UInt8] in [[0x61, 0, 0x62, 0x63], [0, 0, 0, 0], [0x61, 0], Array("a\0b,\n".utf8)] {
            #expect(DecodeRun([bytes], size: size).texts.first?.bytes == bytes)
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

    #if canImport(Glibc)
        @Test("the mark of GB18030 is taken off where it is one, and is text elsewhere", arguments: chunkSizes)
        func markOfGB18030(size: Int) {
            let text: [UInt8] = [0x84, 0x31, 0x95, 0x33] + Array("a,b\n".utf8) + [0xD6, 0xD0, 0x0A]
            for encoding in ["auto", "GB18030"] {
                let run = DecodeRun([text], size: size, settings: DecodeSettings(encoding: encoding))
                #expect(run.error == nil)
                #expect(run.texts.map(\.string) == ["a,b\n\u{4E2D}\n"])
            }
            let western = DecodeRun([text], size: size, settings: DecodeSettings(encoding: "windows-1252"))
            #expect(western.texts.first?.string.hasPrefix("\u{201E}1\u{2022}3a,b") == true)
        }
    #endif
}
