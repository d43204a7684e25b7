import Testing
import WeirModel

@testable import Weir

@Suite("Reading stored rows back")
struct JSONReaderTests {
    private func text(_ json: String) -> String? { JSONReader.read(Array(json.utf8)[...])?.text }

    @Test(
        "values of every kind are read",
        arguments: [
            ("null", "null"), (" true ", "true"), ("-1.50e3", "-1.50e3"), (#""a\"\\\/\n\u00e9""#, #""a\"\\/\né""#),
            (#""\ud83d\ude00""#, "\"😀\""), ("[1, [], {}]", "[1, [], {  }]"),
            (#"{"a":1,"b":[null]}"#, "{ a: 1, b: [null] }"),
        ])
    func accepted(json: String, shown: String) { #expect(text(json) == shown) }

    @Test(
        "what is no JSON is refused",
        arguments: [
            "", "{", "[1", "[1,]", "{\"a\"}", "{a:1}", "\"a", "\"\\x\"", "\"\\u12\"", "nul", "1 2",
            String(repeating: "[", count: 100_000),
        ])
    func refused(json: String) { #expect(text(json) == nil) }

    @Test(
        "what is written is read back", arguments: ["", "\0\u{1}\u{1F}\u{7F}\"\\/\r\n\t", "é€😀\u{2028}", "{\"a\":[1]}"])
    func roundTrip(text: String) throws {
        var bytes: [UInt8] = []
        Event.Value.object([.init(text, .array([.string(text), .integer(.min), .null]))]).appendJSON(to: &bytes)
        guard case .object(let members)? = JSONReader.read(bytes[...]), case .list(let items)? = members.first?.value,
            case .text(let read) = items[0], case .number(let digits) = items[1]
        else { throw WeirError(.weirInternal, "not read back") }
        #expect(members.map(\.name) == [text])
        #expect(read == text)
        #expect(Int(digits) == Int.min)
    }
}
