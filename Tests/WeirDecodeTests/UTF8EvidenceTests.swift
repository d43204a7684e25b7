import Testing
import WeirDecode
import WeirModel
import WeirTestKit

@Suite("Text that is taken for UTF-8")
struct UTF8EvidenceTests {
    /// Lines in Latin letters as an encoding with one byte for each writes them.
    private func lines(_ count: Int, _ word: [UInt8]) -> [UInt8] {
        Array("id,name\n".utf8) + (0..<count).flatMap { Array("\($0),".utf8) + word + [0x0A] }
    }

    private let western: [UInt8] = Array("caf".utf8) + [0xE9]
    private let cyrillic: [UInt8] = [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2]

    @Test("and cannot be is refused at its start, with what it may be", arguments: chunkSizes)
    func refused(size: Int) {
        for stored in [lines(20, western), gzipMember(lines(20, western))] {
            let run = DecodeRun([stored], size: size)
            #expect(run.error?.code == .decodeNotUTF8)
            #expect(run.error?.position?.byteOffset == 13)
            #expect(run.error?.message.contains("20 lines") == true)
            #expect(run.error?.message.contains("0xE9") == true)
            #expect(run.error?.hint?.contains("windows-1252") == true)
            #expect(run.error?.hint?.contains("\"\u{E9}\"") == true)
            #expect(run.texts.isEmpty)
        }
        let other = DecodeRun([lines(40, cyrillic)], size: size)
        #expect(other.error?.code == .decodeNotUTF8)
        #expect(other.error?.hint?.contains("windows-1251") == true)
    }

    @Test("with a few bad bytes, or with any good character, has faults", arguments: chunkSizes)
    func faults(size: Int) {
        let few = DecodeRun([lines(19, western)], size: size)
        #expect(few.error == nil)
        #expect(few.texts.first?.faults.count == 19)
        let good = DecodeRun([Array("\u{E9}\n".utf8) + lines(500, western)], size: size)
        #expect(good.error == nil)
        #expect(good.texts.first?.faults.count == 500)
        let late = DecodeRun([[UInt8](repeating: 0x61, count: 32 << 10) + lines(500, western)], size: max(size, 64))
        #expect(late.error == nil)
    }

    @Test("by the settings is read whatever it has", arguments: ["utf-8", "windows-1252"])
    func declared(encoding: String) {
        let run = DecodeRun([lines(50, western)], settings: DecodeSettings(encoding: encoding))
        #expect(run.error == nil)
        #expect(run.texts.first?.faults.count == (encoding == "utf-8" ? 50 : 0))
        var settings = DecodeSettings()
        settings.onInvalid = .replace
        #expect(DecodeRun([lines(50, western)], settings: settings).error == nil)
    }

    @Test("each input is judged by itself")
    func sources() {
        let run = DecodeRun([lines(3, [0x61]), lines(30, western)])
        #expect(run.error?.code == .decodeNotUTF8)
        #expect(run.texts.first?.isComplete == true)
    }
}
