import Foundation
import Testing
import WeirDecode
import WeirModel
import WeirTestKit

@Suite("UTF-16, Latin-1 and Windows-1252")
struct OtherEncodingTests {
    private let sample = String(repeating: "plain text, Zoë; Łódź\t€ 東京 😀\u{0}\r\n", count: 40)

    @Test("UTF-16 becomes what Foundation makes of it", arguments: chunkSizes)
    func utf16(size: Int) throws {
        for (name, encoding) in [("utf-16le", String.Encoding.utf16LittleEndian), ("utf-16be", .utf16BigEndian)] {
            let stored = Array(try #require(sample.data(using: encoding)))
            for outputBytes in [1, 33, 4096] {
                let settings = DecodeSettings(encoding: name)
                let run = DecodeRun([stored], size: size, settings: settings, outputBytes: outputBytes)
                #expect(run.error == nil && run.isSeamless)
                #expect(run.texts == [DecodeRun.Text(bytes: Array(sample.utf8), isComplete: true)])
            }
        }
    }

    @Test(
        "random units become what Swift's decoder makes of them, in either byte order",
        arguments: 0..<40 as Range<UInt64>)
    func randomUnits(seed: UInt64) {
        var numbers = SeededNumbers(state: seed)
        var units: [UInt16] = []
        for _ in 0..<200 {
            switch Int.random(in: 0...5, using: &numbers) {
            case 0: units += [UInt16](repeating: 0x61, count: 9)
            case 1: units.append(UInt16.random(in: 0xD800...0xDBFF, using: &numbers))
            case 2: units.append(UInt16.random(in: 0xDC00...0xDFFF, using: &numbers))
            case 3: units.append(0x0A)
            default: units.append(UInt16.random(in: 0...0xFFFD, using: &numbers))
            }
        }
        units[0] = 0x61
        let expected = Array(String(decoding: units, as: UTF16.self).utf8)
        let little = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        let big = units.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        for (name, stored) in [("utf-16le", little), ("utf-16be", big)] {
            let settings = DecodeSettings(encoding: name)
            let whole = DecodeRun([stored], settings: settings)
            #expect(whole.texts.first?.bytes == expected)
            for size in chunkSizes {
                let run = DecodeRun([stored], size: size, settings: settings, outputBytes: 64)
                #expect(run == whole && run.isSeamless)
            }
        }
    }

    @Test("a surrogate without its partner and an odd last byte are faults at their places", arguments: chunkSizes)
    func utf16Faults(size: Int) {
        // a, lone low, LF, lone high, b, LF, high at the end, and half a unit.
        let units: [UInt16] = [0x61, 0xDC01, 0x0A, 0xD83D, 0x62, 0x0A, 0xD83D]
        let pairs = units.flatMap { unit -> [UInt8] in [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)] }
        let stored = pairs + [0x7A]
        let run = DecodeRun([stored], size: size, settings: DecodeSettings(encoding: "utf-16be"))
        #expect(run.texts.first?.string == "a\u{FFFD}\n\u{FFFD}b\n\u{FFFD}\u{FFFD}")
        #expect(
            run.texts.first?.faults == [
                EncodingFault(offset: 1, storedOffset: 2, byte: 0xDC),
                EncodingFault(offset: 5, storedOffset: 6, byte: 0xD8),
                EncodingFault(offset: 10, storedOffset: 12, byte: 0xD8),
            ]
        )
        let odd = DecodeRun([[0x00, 0x61, 0x7A]], size: size, settings: DecodeSettings(encoding: "utf-16be"))
        #expect(odd.texts.first?.string == "a\u{FFFD}")
        #expect(odd.texts.first?.faults == [EncodingFault(offset: 1, storedOffset: 2, byte: 0x7A)])
    }

    @Test("places count the byte order mark of the stored text, not of the decoded", arguments: chunkSizes)
    func storedOffsets(size: Int) {
        let run = DecodeRun([[0xFF, 0xFE, 0x61, 0, 0, 0xDC]], size: size)
        #expect(run.texts.first?.faults == [EncodingFault(offset: 1, storedOffset: 4, byte: 0x00)])
    }

    @Test("every byte of Latin-1 and Windows-1252 becomes what Foundation makes of it", arguments: chunkSizes)
    func singleBytes(size: Int) throws {
        let undefined: [UInt8] = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
        let all = Array(UInt8.min...UInt8.max)
        for (name, encoding, bytes) in [
            ("latin-1", String.Encoding.isoLatin1, all),
            ("cp1252", .windowsCP1252, all.filter { !undefined.contains($0) }),
        ] {
            let stored = bytes + Array("some plain text in the middle".utf8) + bytes
            let expected = try #require(String(data: Data(stored), encoding: encoding))
            for outputBytes in [1, 33, 4096] {
                let settings = DecodeSettings(encoding: name)
                let run = DecodeRun([stored], size: size, settings: settings, outputBytes: outputBytes)
                #expect(run.error == nil && run.isSeamless)
                #expect(run.texts == [DecodeRun.Text(bytes: Array(expected.utf8), isComplete: true)])
            }
        }
    }

    @Test("a byte that Windows-1252 leaves undefined is a fault", arguments: chunkSizes)
    func undefinedBytes(size: Int) {
        let settings = DecodeSettings(encoding: "windows-1252")
        for byte: UInt8 in [0x81, 0x8D, 0x8F, 0x90, 0x9D] {
            let run = DecodeRun([[0x80, byte, 0x61, byte, 0x0A]], size: size, settings: settings)
            #expect(run.texts.first?.string == "€\u{FFFD}a\u{FFFD}\n")
            #expect(run.texts.first?.faults == [EncodingFault(offset: 3, storedOffset: 1, byte: byte)])
        }
    }

    @Test("a packed text is converted too", arguments: chunkSizes)
    func packed(size: Int) throws {
        let stored = gzipMember(Array(try #require(sample.data(using: .utf16LittleEndian))))
        let run = DecodeRun([stored], size: size, settings: DecodeSettings(encoding: "utf-16le"), outputBytes: 100)
        #expect(run.texts == [DecodeRun.Text(bytes: Array(sample.utf8), isComplete: true)])
    }
}
