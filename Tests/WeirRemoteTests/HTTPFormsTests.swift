import NIOHTTP1
import Testing
import WeirModel
import WeirRead

@testable import WeirRemote

@Suite("What addresses and headers say")
struct HTTPFormsTests {
    @Test(
        "addresses are read once, and shown without what is secret",
        arguments: [
            ("http://example.com", "http://example.com/", "http://example.com/"),
            (
                "HTTPS://Example.COM.:443/A b/\u{e9}?q=1#x", "https://example.com/A%20b/%C3%A9?q=1",
                "https://example.com/A%20b/%C3%A9"
            ),
            ("http://u:p@example.com:8080?sig=s", "http://example.com:8080/?sig=s", "http://example.com:8080/"),
            ("http://[::1]:81/x", "http://[::1]:81/x", "http://[::1]:81/x"),
            ("http://u@v@10.0.0.1/%zz%2f", "http://10.0.0.1/%25zz%2f", "http://10.0.0.1/%25zz%2f"),
            ("https://h_1.example/a[1].csv", "https://h_1.example/a[1].csv", "https://h_1.example/a[1].csv"),
        ])
    func addresses(text: String, called: String, shown: String) throws {
        let url = try RemoteURL(text)
        #expect(url.text == called && url.name == shown)
    }

    @Test(
        "addresses that hide where they lead are refused",
        arguments: [
            "http://", "http:///x", "http://ex%61mple.com/", "http://127.1/", "http://0x7f.1/", "http://2130706433/",
            "http://exa mple.com/", "http://example.com:0/", "http://example.com:65536/", "http://example.com:x/",
            "http://[::1/", "http://[::1%25eth0]/", "http://example.com\\@evil.example/", "http://example.com/\r\nX: y",
            "http://\u{2460}27.0.0.1/", "ftp://example.com/", "http://-a.example/", "http://a..b/",
        ])
    func refused(text: String) {
        let error = #expect(throws: WeirError.self) { try RemoteURL(text) }
        #expect(error?.code == .readBadURL)
    }

    @Test("a refusal shows neither password nor query")
    func quiet() {
        let error = #expect(throws: WeirError.self) { try RemoteURL("http://me:secret@exa mple/x?sig=secret") }
        #expect(error?.description.contains("secret") == false)
    }

    @Test(
        "parts of files",
        arguments: [
            ("bytes 0-99/1234", "0 100 1234"), ("bytes 5-5/*", "5 6 -"), ("bytes */1234", "- 1234"),
            ("BYTES 0-0/1", "0 1 1"),
        ])
    func ranges(text: String, read: String) throws {
        let place = try #require(ContentRange(text))
        let range = place.range.map { "\($0.lowerBound) \($0.upperBound)" } ?? "-"
        #expect("\(range) \(place.total.map { "\($0)" } ?? "-")" == read)
    }

    @Test(
        "what is no part",
        arguments: [
            "", "bytes", "bytes 0-99", "bytes 9-1/10", "bytes 0-10/10", "bytes -1-5/10",
            "bytes 0-99999999999999999999/*",
            "bytes a-b/c", "items 0-1/2", "bytes 0-1/2/3", "bytes 0-9223372036854775807/*",
        ])
    func noRange(text: String) { #expect(ContentRange(text) == nil) }

    @Test("moments and pauses")
    func moments() {
        #expect(HTTPDate.seconds("Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777)
        #expect(HTTPDate.pause("120", now: 0) == 120)
        #expect(HTTPDate.pause("Sun, 06 Nov 1994 08:49:37 GMT", now: 784_111_770) == 7)
        #expect(HTTPDate.pause("Sun, 06 Nov 1994 08:49:37 GMT", now: 784_111_780) == 0)
        for text in ["-1", "soon", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", ""] {
            #expect(HTTPDate.pause(text, now: 0) == nil, "\(text)")
        }
    }

    @Test("pauses grow to a bound, are spread, and end")
    func pauses() {
        let policy = RetryPolicy(failures: 10, chance: { 1 })
        #expect((1..<10).map { policy.pause(afterFailure: $0, asked: nil) } == [0.5, 1, 2, 4, 8, 16, 30, 30, 30])
        #expect(policy.pause(afterFailure: 10, asked: nil) == nil)
        #expect(RetryPolicy(chance: { 0 }).pause(afterFailure: 2, asked: nil) == 0.5)
        #expect(policy.pause(afterFailure: 1, asked: 20) == 20 && policy.pause(afterFailure: 1, asked: 301) == nil)
    }

    @Test("versions are the same by their tags, else by their dates")
    func versions() {
        func version(_ fields: HTTPHeaders) -> FileVersion { FileVersion(fields) }
        let first = version(["etag": "\"a\"", "last-modified": "x"])
        #expect(first.isSame(as: version(["etag": "\"a\"", "last-modified": "y"])) == true)
        #expect(first.isSame(as: version(["etag": "\"b\"", "last-modified": "x"])) == false)
        #expect(first.isSame(as: version(["last-modified": "x"])) == true)
        #expect(first.isSame(as: version([:])) == nil)
        #expect(first.condition == "\"a\"" && version(["etag": "W/\"a\"", "last-modified": "x"]).condition == "x")
        #expect(version(["etag": "W/\"a\""]).condition == nil)
    }
}
