import NIOHTTP1
import Testing

@testable import WeirServer

@Suite("Requests whose meaning is in doubt")
struct HeadGuardTests {
    private static func head(_ version: HTTPVersion, _ fields: [(String, String)]) -> HTTPRequestHead {
        HTTPRequestHead(version: version, method: .POST, uri: "/", headers: HTTPHeaders(fields))
    }

    @Test(
        "one host, and chunks or no coding at all, are clear",
        arguments: [
            [("Host", "a")], [("host", "")], [("Host", "a, b")], [("Host", "a"), ("Transfer-Encoding", "chunked")],
            [("Host", "a"), ("transfer-encoding", "Chunked")],
        ])
    func clear(fields: [(String, String)]) { #expect(HeadGuard.isClear(Self.head(.http1_1, fields))) }

    @Test(
        "other codings, and none or several hosts, are refused",
        arguments: [
            [], [("Host", "a"), ("Host", "a")], [("Host", "a"), ("HOST", "b")],
            [("Host", "a"), ("Transfer-Encoding", "gzip, chunked")],
            [("Host", "a"), ("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "chunked")],
            [("Host", "a"), ("Transfer-Encoding", "identity")], [("Host", "a"), ("Transfer-Encoding", "")],
            [("Host", "a"), ("Transfer-Encoding", "chunked, chunked")],
        ])
    func refused(fields: [(String, String)]) { #expect(!HeadGuard.isClear(Self.head(.http1_1, fields))) }

    @Test("HTTP/1.0 knows hosts, but needs none, and has no chunks")
    func old() {
        #expect(HeadGuard.isClear(Self.head(.http1_0, [])))
        #expect(HeadGuard.isClear(Self.head(.http1_0, [("Host", "a")])))
        #expect(!HeadGuard.isClear(Self.head(.http1_0, [("Host", "a"), ("Transfer-Encoding", "chunked")])))
        #expect(!HeadGuard.isClear(Self.head(.http1_0, [("Host", "a"), ("Host", "a")])))
    }
}
