import Foundation
import FoundationXML
import Testing

@testable import Weir

@Suite("XML that every reader takes")
struct XMLTextTests {
    @Test(
        "any text comes back from a reader, but for characters that XML cannot hold",
        arguments: [
            ("<a href=\"x\">&amp;'</a>", nil), ("]]><!-- --> \t\n\r\n", nil), ("é€😀 \u{2028}\u{85}\u{7F}", nil),
            ("a\0b\u{1B}[2J\u{FFFE}", "a\u{FFFD}b\u{FFFD}[2J\u{FFFD}"),
        ] as [(String, String?)])
    func roundTrip(text: String, expected: String?) throws {
        var xml = XMLText()
        xml.begin("root", [("value", text)])
        xml.element("item", [], text: text)
        xml.element("empty", [])
        xml.end()
        let reader = Reader()
        let parser = XMLParser(data: Data(xml.bytes))
        parser.delegate = reader
        #expect(parser.parse())
        #expect(reader.value == expected ?? text)
        #expect(reader.text.hasSuffix((expected ?? text) + "\n  \n"))
    }

    private final class Reader: NSObject, XMLParserDelegate {
        var value = ""
        var text = ""

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            if let value = attributes["value"] { self.value = value }
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
    }
}
