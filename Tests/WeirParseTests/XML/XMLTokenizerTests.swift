import Testing
import WeirModel
import WeirTestKit

@testable import WeirParse

@Suite("The XML tokenizer")
struct XMLTokenizerTests {
    /// Writes down everything that it is told.
    private struct Recorder: XMLReceiver {
        enum Context: UInt8, XMLContext {
            case document, element, ignored
            var takesText: Bool { self == .element }
        }

        var bytes: [UInt8] = []

        var log: String { String(decoding: bytes, as: UTF8.self) }

        mutating func start(_ tag: XMLTag, in parent: Context) -> Context {
            bytes.append(UInt8(ascii: "<"))
            if tag.isNamed("skip") { return .ignored }
            bytes += Array((tag.text("n") ?? "").utf8)
            tag.forEachAttribute { name, value in
                bytes += Array("[".utf8) + name + Array("=".utf8) + XMLReference.resolve(value) + Array("]".utf8)
            }
            return .element
        }

        mutating func text(_ piece: UnsafeBufferPointer<UInt8>, in context: Context) {
            bytes += piece
        }

        mutating func end(_ context: Context) { bytes.append(UInt8(ascii: ">")) }
    }

    private func read(_ text: [UInt8], chunk: Int) -> Result<String, WeirError> {
        var tokenizer = XMLTokenizer(Recorder(), name: "part", file: "a.xlsx")
        do throws(WeirError) {
            var start = 0
            while start < text.count {
                let end = min(start + chunk, text.count)
                try Array(text[start..<end]).withUnsafeBufferPointer { (bytes) throws(WeirError) in
                    try tokenizer.take(bytes)
                }
                start = end
            }
            try tokenizer.finish()
            return .success(tokenizer.takeReceiver().log)
        } catch {
            return .failure(error)
        }
    }

    /// Reads a text in chunks of many sizes; what comes out must be the same.
    private func read(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        let whole = read(bytes, chunk: max(bytes.count, 1))
        for chunk in [1, 2, 3, 5, 7, 16, 64] {
            let cut = read(bytes, chunk: chunk)
            switch (whole, cut) {
            case (.success(let left), .success(let right)): #expect(left == right, "chunks of \(chunk): \(text)")
            case (.failure(let left), .failure(let right)):
                #expect(left.code == right.code, "chunks of \(chunk): \(text)")
            default: Issue.record("chunks of \(chunk) change the verdict: \(text)")
            }
        }
        return try? whole.get()
    }

    @Test(
        "well-formed documents",
        arguments: [
            ("<a/>", "<>"),
            ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<a>x</a>\n", "<x>"),
            ("<p:a xmlns:p='u'><p:b n=\"1\">x</p:b></p:a>", "<[p=u]<1[n=1]x>>"),
            ("<a b = '1'\n c=\"2>3\"/>", "<[b=1][c=2>3]>"),
            ("<a>1 &lt;&#65;&#x42;&amp;&quot;&apos;&gt;</a>", "<1 <AB&\"'>>"),
            ("<a>x<!-- - -- > no -->y<?pi > ?>z</a>", "<xyz>"),
            ("<a>x<![CDATA[<&amp;]]]>y</a>", "<x<&amp;]y>"),
            ("<a>1\r\n2\r3&#13;\n4</a>", "<1\n2\n3\r\n4>"),
            ("<a>1\r<b/>\n2</a>", "<1\n<>\n2>"),
            ("<a><![CDATA[1\r\n2\r]]>\n3</a>", "<1\n2\n\n3>"),
            ("<a><skip>no &nonsense <b>x</b></skip>y</a>", "<<<x>>y>"),
            ("<a n='&quot;&#x20AC;'/>", "<\"€[n=\"€]>"),
            ("<a>\u{20AC} \u{1F600}</a>", "<\u{20AC} \u{1F600}>"),
            ("<abcdefghijk><abcdefghijk2/></abcdefghijk>", "<<>>"),
        ])
    func wellFormed(text: String, expected: String) {
        #expect(read(text) == expected)
    }

    @Test(
        "what is refused",
        arguments: [
            "", "   ", "x", "<a>", "<a></b>", "<a/><b/>", "<a/>x", "x<a/>", "<a", "<a><b></a></b>", "</a>",
            "<a>&nope;</a>",
            "<a>&#0;</a>", "<a>&#xD800;</a>", "<a>&#x110000;</a>", "<a>&#xFFFE;</a>", "<a>&;</a>", "<a>& b</a>",
            "<a>&#xABCDEFABCDEFABCDEF;</a>", "<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
            "<a><!ELEMENT b></a>", "<a>x<![CDATA[y</a>", "<a><!-- x</a>", "<a b=\"<c>\"", "<a <b/>", "< a/>", "<></>",
            "<?xml version=\"1.0\" encoding=\"UTF-7\"?><a/>", "<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
            "<![CDATA[x]]><a/>", "<abcdefghijk></abcdefghijl>",
        ])
    func refused(text: String) {
        #expect(read(text) == nil)
    }

    @Test("the nesting and the length of a tag are limited, wherever the text is cut")
    func limits() {
        func nested(_ depth: Int) -> String {
            String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
        }
        #expect(read(nested(64)) != nil)
        #expect(read(nested(65)) == nil)
        #expect(read(Array(nested(100_000).utf8), chunk: 1 << 20).isFailure)
        let value = String(repeating: "x", count: 65_000)
        for chunk in [1000, 1 << 20] {
            #expect(!read(Array("<a b=\"\(value)\"/>".utf8), chunk: chunk).isFailure)
            #expect(read(Array("<a b=\"\(value)\(value)\"/>".utf8), chunk: chunk).isFailure)
        }
    }

    @Test("random texts are judged the same however they are cut")
    func random() {
        let pieces = [
            "<a>", "</a>", "<a/>", "<b c='1'>", "</b>", "x", "\r", "\n", "&amp;", "&#65;", "&", "<!--", "-->",
            "<![CDATA[",
            "]]>", "]", "-", "?>", "<?p", ">", "<", "\"", "'", "/", "é",
        ]
        for seed in FuzzSeeds("XML", least: 400) {
            var random = SeededGenerator(seed: seed)
            let text =
                "<a>"
                + (0..<Int.random(in: 0..<30, using: &random)).map { _ in
                    pieces.randomElement(using: &random) ?? ""
                }.joined() + (Bool.random(using: &random) ? "</a>" : "")
            _ = read(text)
        }
    }
}

extension Result {
    fileprivate var isFailure: Bool { if case .failure = self { true } else { false } }
}
