import Testing
import WeirDecode
import WeirModel
import WeirTestKit

@Suite("Bytes that are not valid, replaced")
struct ReplaceTests {
    private func settings(_ encoding: String) -> DecodeSettings {
        var settings = DecodeSettings(encoding: encoding)
        settings.onInvalid = .replace
        return settings
    }

    @Test("U+FFFD takes their place as it does in Swift, and there is no fault", arguments: chunkSizes)
    func replaced(size: Int) {
        let stored = Array("a,\u{1F600}\n".utf8) + [0xC0, 0x80, 0x62, 0xED, 0xA0, 0x80, 0xF5, 0x0A] + [0xE2, 0x82]
        for source in [stored, gzipMember(stored), [0xEF, 0xBB, 0xBF] + stored] {
            let run = DecodeRun([source], size: size, settings: settings("auto"))
            #expect(run.error == nil && run.isSeamless)
            #expect(run.texts.map(\.string) == [String(decoding: stored, as: UTF8.self)])
            #expect(run.texts.map(\.bytes) == [Array(String(decoding: stored, as: UTF8.self).utf8)])
            #expect(run.texts.first?.faults.isEmpty == true)
        }
    }

    @Test("in other encodings too", arguments: ["utf-16be", "windows-1252", "utf-32le"])
    func otherEncodings(encoding: String) {
        let stored: [String: [UInt8]] = [
            "utf-16be": [0, 0x61, 0xD8, 0, 0, 0x62], "windows-1252": [0x61, 0x81, 0x62],
            "utf-32le": [0x61, 0, 0, 0, 0, 0xD8, 0, 0, 0x62, 0, 0, 0],
        ]
        let run = DecodeRun([stored[encoding] ?? []], settings: settings(encoding))
        #expect(run.texts.map(\.string) == ["a\u{FFFD}b"])
        #expect(run.texts.first?.faults.isEmpty == true)
    }
}
