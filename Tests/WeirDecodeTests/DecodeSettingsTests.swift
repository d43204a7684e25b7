import Testing
import WeirDecode
import WeirModel
import WeirSpec

@Suite("Decode settings")
struct DecodeSettingsTests {
    @Test(
        "an encoding has many spellings",
        arguments: [
            "auto", "Auto", "utf-8", "UTF8", "utf_8", "US-ASCII", "utf-16", "UTF-16LE", "utf-16-be", "latin1",
            "Latin-1",
            "ISO_8859-1", "iso8859-1", "windows-1252", "CP1252", "Windows 1252", "utf-32", "UTF-32BE",
        ]
    )
    func spellings(name: String) {
        #expect(DecodeSettings(encoding: name).problems().isEmpty)
    }

    @Test(
        "a misspelt encoding is a problem with a suggestion",
        arguments: [("utf-88", "utf-8"), ("latin-11", "latin-1"), ("window-1252", "windows-1252")]
    )
    func misspelt(name: String, suggestion: String) {
        let problems = DecodeSettings(encoding: name).problems()
        #expect(problems.map(\.setting) == ["encoding"])
        #expect(problems.first?.message.contains("(did you mean \"\(suggestion)\"?)") == true)
    }

    @Test(
        "an unknown encoding is a problem, and an error where nobody looked",
        arguments: ["koi9-r", "", "shift_jis//TRANSLIT", "INTERNAL", "../x", "utf-8\n"])
    func unknown(name: String) {
        #expect(DecodeSettings(encoding: name).problems().map(\.setting) == ["encoding"])
        let run = DecodeRun([[0x61]], settings: DecodeSettings(encoding: name))
        #expect(run.error?.code == .decodeUnsupportedEncoding)
    }
}
