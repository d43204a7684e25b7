import Testing
import Weir
import WeirParse

@testable import WeirCLI

@Suite struct FigureTests {
    @Test(
        "thousands are grouped",
        arguments: [
            (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-12_345, "-12,345"),
            (Int.min, "-9,223,372,036,854,775,808"),
        ])
    func count(number: Int, text: String) { #expect(Figure.count(number) == text) }

    @Test(
        "decimals are rounded, and what is no number is 0",
        arguments: [
            (0.05, "0.1"), (0.04, "0.0"), (1234.56, "1,234.6"), (-0.5, "-0.5"), (.infinity, "0"), (.nan, "0"),
            (1e300, "0"),
        ])
    func decimal(value: Double, text: String) { #expect(Figure.decimal(value, places: 1) == text) }

    @Test(
        "a length of time has the unit that fits",
        arguments: [
            (0.412, "0.41 s"), (9.999, "10.0 s"), (59.9, "59.9 s"), (59.99, "1 min 00 s"), (185, "3 min 05 s"),
            (7625, "2 h 07 min"),
        ])
    func duration(seconds: Double, text: String) { #expect(Figure.duration(seconds) == text) }

    @Test(
        "a size has the unit that fits",
        arguments: [
            (0, "0 bytes"), (1, "1 byte"), (1024, "1 KiB"), (1536, "1.5 KiB"), (64 << 20, "64 MiB"), (5 << 30, "5 GiB"),
        ])
    func size(bytes: Int, text: String) { #expect(Figure.size(bytes) == text) }

    @Test(
        "a bar has its width whatever the share", arguments: [-1, 0, 0.01, 0.33, 0.5, 0.999, 1, 7, .nan], [true, false])
    func bar(share: Double, isUnicode: Bool) {
        for width in 0...12 {
            #expect(Bar.text(share, width: width, isUnicode: isUnicode).count == width)
            #expect(Bar.moving(step: Int(width * 7), width: width, isUnicode: isUnicode).count == width)
        }
    }

    @Test("a bar is filled by its share")
    func share() {
        #expect(Bar.text(0.5, width: 4, isUnicode: false) == "##..")
        #expect(Bar.text(0.5, width: 3, isUnicode: true) == "█▌░")
    }

    @Test("what would command a terminal is made visible")
    func visible() {
        #expect(PrintableText.visible("a\u{1B}[2Jb\r\n\u{202E}ü") == "a\\u{1b}[2Jb\\r\\n\\u{202e}ü")
    }

    @Test("colours are for terminals that have them and people who want them")
    func style() {
        func style(_ isTerminal: Bool, _ environment: [String: String]) -> TextStyle {
            TextStyle(isTerminal: isTerminal) { environment[$0] }
        }
        #expect(style(true, ["LANG": "en_GB.UTF-8"]) == TextStyle(hasColor: true, isUnicode: true))
        #expect(style(false, ["LANG": "C.utf8"]) == TextStyle(hasColor: false, isUnicode: true))
        #expect(style(true, ["NO_COLOR": "1"]) == .ascii)
        #expect(style(true, ["TERM": "dumb", "LANG": "C.UTF-8"]) == .ascii)
        #expect(style(true, ["LC_ALL": "C", "LANG": "en_GB.UTF-8"]).isUnicode == false)
    }

    @Test("every scan of this processor passes its self-test", arguments: ScanKernel.available)
    func selfTest(kernel: ScanKernel) { #expect(kernel.selfTest() == nil) }

    @Test("a scan that fails its self-test is unavailable")
    func health() {
        let health = KernelHealth(wanted: nil) { _ in "they differ" }
        #expect(health.state == .unavailable)
        #expect(health.text.hasSuffix("unavailable (they differ)"))
    }
}
