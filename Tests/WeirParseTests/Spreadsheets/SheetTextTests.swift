import Testing

@testable import WeirParse

@Suite("Texts of cells")
struct SheetTextTests {
    private func text(_ raw: String, isTrimmed: Bool = false, limit: Int = 1000) -> String {
        var text = SheetText(limit: limit)
        text.beginPart()
        Array(raw.utf8).withUnsafeBufferPointer { text.append($0) }
        text.endPart(isTrimmed: isTrimmed)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    @Test(
        "escapes stand for characters, once",
        arguments: [
            ("_x000D_", "\r"), ("a_x000D_b", "a\rb"), ("_x005F_x000D_", "_x000D_"), ("_x000d_", "\r"),
            ("_xD83D__xDE00_", "\u{1F600}"), ("_xD83D_", "\u{FFFD}"), ("_xDE00_x", "\u{FFFD}x"),
            ("_x20AC_", "\u{20AC}"),
            ("_x00D_", "_x00D_"), ("_x000D", "_x000D"), ("_X000D_", "_X000D_"), ("_x000G_", "_x000G_"), ("_", "_"),
            ("__x0041_", "_A"), ("_x0041__", "A_"), ("_x0041_x0042_", "Ax0042_"), ("no", "no"), ("", ""),
        ])
    func escapes(raw: String, expected: String) {
        #expect(text(raw) == expected)
    }

    @Test("white space around a part is trimmed unless it is kept, but never other spaces")
    func trimming() {
        #expect(text(" \t\r\n a b \n", isTrimmed: true) == "a b")
        #expect(text("\u{A0}a\u{A0}", isTrimmed: true) == "\u{A0}a\u{A0}")
        #expect(text("  ", isTrimmed: true) == "")
        #expect(text(" a ") == " a ")
    }

    @Test("parts follow each other, and each is trimmed alone")
    func parts() {
        var text = SheetText(limit: 100)
        for (part, isTrimmed) in [(" a ", true), (" b ", false), (" c", true)] {
            text.beginPart()
            Array(part.utf8).withUnsafeBufferPointer { text.append($0) }
            text.endPart(isTrimmed: isTrimmed)
        }
        #expect(String(decoding: text.bytes, as: UTF8.self) == "a b c")
    }

    @Test("what is longer than the limit is known to be")
    func tooLong() {
        var text = SheetText(limit: 3)
        Array("abcd".utf8).withUnsafeBufferPointer { text.append($0) }
        #expect(text.isTooLong)
        text.clear()
        #expect(!text.isTooLong)
    }
}
