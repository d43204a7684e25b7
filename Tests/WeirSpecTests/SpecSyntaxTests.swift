import Testing
import WeirModel

@testable import WeirSpec

@Suite("YAML and JSON")
struct SpecSyntaxTests {
    @Test(
        "a text that is no YAML is refused with its position",
        arguments: [
            (
                "a: [1, 2",
                "p.yaml:2:1: spec.syntax: did not find expected ',' or ']' (while parsing a flow sequence of line 1)"
            ),
            ("", "p.yaml:1:1: spec.syntax: the file is empty"),
            ("# only a comment\n", "p.yaml:1:1: spec.syntax: the file is empty"),
            ("---\n...\n", "p.yaml:2:1: spec.syntax: the file is empty"),
            (
                "a: 1\n---\nb: 2\n",
                "p.yaml:2:1: spec.syntax: a second document starts here; a file must hold exactly one"
            ),
            ("a: 1\nb: 2\na: 3\n", "p.yaml:3:1: spec.syntax: \"a\" is there twice, first at p.yaml:1:1"),
            ("x: { 'a': 1, b: 2, \"a\": 3 }", "p.yaml:1:20: spec.syntax: \"a\" is there twice, first at p.yaml:1:6"),
            ("x: {*a: 1}", "p.yaml:1:5: spec.syntax: a key cannot be an alias"),
            ("[a]: 1", "p.yaml:1:1: spec.syntax: a key must be a text"),
            ("'': 1", "p.yaml:1:1: spec.syntax: a key must not be empty"),
            (
                "a: &a { b: 1 }\nc:\n  <<: *a",
                "p.yaml:3:3: spec.syntax: merge keys (<<) are not supported; write the settings out"
            ),
            ("path: *.csv", "p.yaml:1:7: spec.syntax: a text that starts with * must be written in quotes"),
            (
                "path: *csv",
                "p.yaml:1:7: spec.syntax: there is no anchor \"&csv\" before this alias; "
                    + "a text that starts with * must be written in quotes"
            ),
            ("a: !!binary x", "p.yaml:1:4: spec.syntax: YAML tags (\"tag:yaml.org,2002:binary\") are not supported"),
            (
                "a: b\u{1}c",
                "p.yaml:1:5: spec.syntax: the character U+1 is not allowed; write it as an escape in double quotes"
            ),
        ]
    )
    func refused(text: String, message: String) {
        do {
            let node = try SpecComposer.compose(text, name: "p.yaml", folder: "")
            Issue.record("was accepted: \(node)")
        } catch {
            #expect("\(error)" == message)
        }
    }

    @Test("bytes that are no UTF-8 are refused with their position")
    func invalidUTF8() {
        let bytes = Array("name: é\nb: ".utf8) + [0xC3, 0x28]
        #expect { try SpecComposer.compose(bytes, file: "p.yaml") } throws: { error in
            "\(error)" == "p.yaml:2:4: spec.syntax: the file is not valid UTF-8"
        }
    }

    @Test("a byte order mark at the start is left out")
    func byteOrderMark() throws {
        let node = try SpecComposer.compose([0xEF, 0xBB, 0xBF] + Array("a: 1".utf8), file: "p.yaml")
        #expect(node.entries?.first?.key == "a")
        #expect(node.entries?.first?.keyPosition.description == "p.yaml:1:1")
    }

    @Test("JSON is read with the same positions")
    func json() throws {
        let text = "{\n\t\"a\":1,\n\t\"b\": [\"x\\/y\", true, null, \"\\u00e9*\"]\n}\n"
        let node = try SpecComposer.compose(text, name: "p.json", folder: "")
        let items = try #require(node["b"]?.items)
        #expect(node["a"]?.scalar == SpecScalar("1"))
        #expect(items.map { $0.scalar?.text } == ["x/y", "true", nil, "é*"])
        #expect(items.map { $0.position.description } == ["p.json:3:8", "p.json:3:16", "p.json:3:22", "p.json:3:28"])
    }

    @Test("an alias stands for its anchor")
    func alias() throws {
        let node = try SpecComposer.compose("a: &x [1, '*2']\nb: *x\nc: a*b *x", name: "p", folder: "")
        #expect(node["b"]?.items.map { $0.scalar?.text } == ["1", "*2"])
        #expect(node["c"]?.scalar?.text == "a*b *x")
    }

    @Test("characters for private use stay as they are, as escapes too")
    func privateUse() throws {
        let text = "a: \u{E000}x\n\u{E001}b: \"\\uE002*\"\nc: \"\\U0000E003\""
        let node = try SpecComposer.compose(text, name: "p", folder: "")
        #expect(node.entries?.map(\.key) == ["a", "\u{E001}b", "c"])
        #expect(node.entries?.map(\.value.scalar?.text) == ["\u{E000}x", "\u{E002}*", "\u{E003}"])
    }

    @Test("a text that leaves no character for private use is refused")
    func allPrivateUse() {
        var text = "a: "
        text.unicodeScalars.append(contentsOf: (0xE000...0xF8FF).compactMap(Unicode.Scalar.init))
        #expect { try SpecComposer.compose(text, name: "p", folder: "") } throws: { error in
            "\(error)" == "p: spec.syntax: the file uses nearly all characters for private use"
        }
    }

    @Test("aliases that multiply are stopped by their budget", arguments: [false, true])
    func bomb(isKey: Bool) {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...40 {
            let alias = "*a\(level - 1)"
            text += "a\(level): &a\(level) [" + Array(repeating: alias, count: 10).joined(separator: ", ") + "]\n"
        }
        if isKey { text = text.replacing("a6:", with: "? *a5 :") }
        #expect { try SpecComposer.compose(text, name: "p", folder: "") } throws: { error in
            (error as? WeirError)?.code == .specSyntax
        }
    }

    @Test("values that are nested too deep are refused", arguments: [65, 900, 5000])
    func depth(levels: Int) {
        let flow = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        let block = String(repeating: "- ", count: levels) + "x"
        for text in [flow, block] {
            #expect { try SpecComposer.compose(text, name: "p", folder: "") } throws: { error in
                (error as? WeirError)?.code == .specSyntax
            }
        }
    }

    @Test("64 levels are fine")
    func deepestAllowed() throws {
        let text = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(throws: Never.self) { try SpecComposer.compose(text, name: "p", folder: "") }
    }

    @Test("many keys that are there twice are reported once and fast")
    func manyTwins() {
        let text = (0..<2000).map { "k\($0 % 1000): 1\n" }.joined()
        #expect { try SpecComposer.compose(text, name: "p", folder: "") } throws: { error in
            (error as? WeirError)?.code == .specSyntax
        }
    }
}
