import NIOHTTP1
import Synchronization
import Testing
import WeirModel
import WeirRead

@testable import WeirRemote

@Suite("Connections that are cut")
struct CutConnectionTests {
    /// How a server lets a file be known again and be taken up.
    enum Kind: CaseIterable, Sendable {
        case parts, partsByDate, wholeFiles, wholeFilesByDate, weakTag
    }

    private static let file = Reading.sample(150)
    private static let date = "Sun, 06 Nov 1994 08:49:37 GMT"

    private static func reply(_ kind: Kind, _ request: WebServer.Request) -> WebServer.Reply {
        switch kind {
        case .parts: return WebServer.file(file, request)
        case .weakTag: return WebServer.file(file, tag: "W/\"v1\"", request)
        case .partsByDate:
            var request = request
            if request.headers.first(name: "if-range") == date { request.headers.remove(name: "if-range") }
            var reply = WebServer.file(file, tag: nil, request)
            reply.headers.add(name: "last-modified", value: date)
            return reply
        case .wholeFiles, .wholeFilesByDate:
            var reply = WebServer.Reply(200, ["content-length": "\(file.count)"], file)
            reply.headers.add(name: kind == .wholeFiles ? "etag" : "last-modified", value: date)
            return reply
        }
    }

    @Test("give the same bytes, wherever they are cut and whatever the server can do", arguments: Kind.allCases)
    func everywhere(kind: Kind) async throws {
        let cuts = Mutex<Set<String>>([])
        try await WebServer.with { request in
            var reply = Self.reply(kind, request)
            // The first request looks at the file; the next one of each address is cut.
            let isLook = request.headers.first(name: "range") == "bytes=0-65535"
            if !isLook, cuts.withLock({ $0.insert(request.target).inserted }) {
                reply.cut = Int(request.target.dropFirst()) ?? 0
            }
            return reply
        } _: { server in
            for cut in 0..<Self.file.count {
                let read = try await Reading.bytes(of: server.url("/\(cut)"), chunk: 7)
                #expect(read == Self.file, "cut at \(cut)")
            }
        }
    }

    @Test("again and again, every byte is a step", arguments: [1, 2, 13])
    func again(step: Int) async throws {
        try await WebServer.with { request in
            var reply = WebServer.file(Self.file, request)
            if request.number > 0 { reply.cut = step }
            return reply
        } _: { server in
            let read = try await Reading.bytes(of: server.url())
            #expect(read == Self.file)
            let places = server.seen.dropFirst(2).compactMap { $0.range?.first }
            #expect(places == Array(stride(from: step, to: Self.file.count, by: step)))
            #expect(server.seen.dropFirst(2).allSatisfy { $0.headers.first(name: "if-range") == "\"v1\"" })
        }
    }

    @Test("without a byte between them end the run when there were too many, and say where")
    func never() async throws {
        let pauses = Reading.Pauses()
        try await WebServer.with { request in
            var reply = WebServer.file(Self.file, request)
            if request.number > 0 { reply.cut = request.number == 1 ? 50 : 0 }
            return reply
        } _: { server in
            let error = await Reading.failure(server.url(), Reading.access(Reading.retries(4, pauses: pauses)))
            #expect(error?.code == .readFailed && error?.position?.byteOffset == 50, "\(String(describing: error))")
            #expect(server.seen.count == 5)
            #expect(abs(pauses.sum - 3.5) < 0.01)
        }
    }

    @Test("are not taken up if nothing tells that the file is the same")
    func nameless() async throws {
        try await WebServer.with { request in
            var reply = WebServer.file(Self.file, tag: nil, request)
            if request.number == 1 { reply.cut = 50 }
            return reply
        } _: { server in
            #expect(await Reading.failure(server.url())?.code == .readFailed)
            #expect(server.seen.count == 2)
            let read = try await Reading.bytes(of: server.url())
            #expect(read == Self.file)
        }
    }

    @Test("of a file that became another one end the run", arguments: [0, 1, 75, 149], [true, false])
    func changed(cut: Int, knowsParts: Bool) async throws {
        try await WebServer.with { request in
            let tag = request.number > 1 ? "\"v2\"" : "\"v1\""
            var reply =
                knowsParts
                ? WebServer.file(Self.file, tag: tag, request)
                : WebServer.Reply(200, ["content-length": "\(Self.file.count)", "etag": tag], Self.file)
            if request.number == 1 { reply.cut = cut }
            return reply
        } _: { server in
            #expect(await Reading.failure(server.url())?.code == .readChanged)
        }
    }
}
