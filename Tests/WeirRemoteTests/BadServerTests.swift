import NIOHTTP1
import Testing
import WeirModel
import WeirRead

@testable import WeirRemote

@Suite("Servers that are not as they should be")
struct BadServerTests {
    private static let file = Reading.sample(200)

    @Test(
        "refusals have a code of their own",
        arguments: [
            (401, "read.unreadable", 1), (403, "read.unreadable", 1), (404, "read.notFound", 1),
            (410, "read.notFound", 1), (400, "read.badAnswer", 1), (418, "read.badAnswer", 1),
            (204, "read.badAnswer", 1), (300, "read.badAnswer", 1), (304, "read.badAnswer", 1),
            (408, "read.unreachable", 4), (429, "read.unreachable", 4), (500, "read.unreachable", 4),
            (502, "read.unreachable", 4), (503, "read.unreachable", 4), (504, "read.unreachable", 4),
        ])
    func refusals(status: Int, code: String, requests: Int) async throws {
        try await WebServer.with { _ in
            WebServer.Reply(status, ["content-length": "0"])
        } _: { server in
            let error = await Reading.failure(server.url("/a.csv?token=secret"))
            #expect(error?.code.rawValue == code && error?.message.contains("\(status)") == true)
            #expect(error?.description.contains("secret") == false)
            #expect(server.seen.count == requests)
        }
    }

    @Test("one that has too much to do is asked again, and as late as it says")
    func busy() async throws {
        let pauses = Reading.Pauses()
        try await WebServer.with { request in
            request.number < 2
                ? WebServer.Reply(503, ["retry-after": "7", "content-length": "0"])
                : WebServer.file(Self.file, request)
        } _: { server in
            let read = try await Reading.bytes(of: server.url(), Reading.access(Reading.retries(pauses: pauses)))
            #expect(read == Self.file)
            #expect(abs(pauses.sum - 14) < 0.01)
        }
        try await WebServer.with { _ in
            WebServer.Reply(429, ["retry-after": "86400", "content-length": "0"])
        } _: {
            server in
            #expect(await Reading.failure(server.url())?.code == .readUnreachable)
            #expect(server.seen.count == 1)
        }
    }

    @Test("one that fails in the middle of a file is asked again too")
    func busyLater() async throws {
        try await WebServer.with { request in
            var reply = WebServer.file(Self.file, request)
            if request.number == 1 { reply.cut = 100 }
            return request.number == 2 ? WebServer.Reply(500, ["content-length": "0"]) : reply
        } _: { server in
            let read = try await Reading.bytes(of: server.url())
            #expect(read == Self.file)
        }
    }

    @Test(
        "another part than was asked for is refused",
        arguments: [
            "bytes 0-99/200", "bytes 101-199/200", "bytes 100-150/200", "bytes 199-100/200", "items 100-199/200", "",
            "bytes 100-199/100", "bytes */200",
        ])
    func wrongPart(field: String) async throws {
        try await WebServer.with { request in
            var reply = WebServer.file(Self.file, request)
            if request.number == 1 { reply.cut = 100 }
            if request.number == 2 { reply.headers.replaceOrAdd(name: "content-range", value: field) }
            return reply
        } _: { server in
            #expect(await Reading.failure(server.url())?.code == .readBadAnswer)
        }
    }

    @Test("a part of a file of another size is another file")
    func otherSize() async throws {
        try await WebServer.with { request in
            var reply = WebServer.file(Self.file, request)
            if request.number == 1 { reply.cut = 100 }
            if request.number == 2 { reply.headers.replaceOrAdd(name: "content-range", value: "bytes 100-199/300") }
            return reply
        } _: { server in
            #expect(await Reading.failure(server.url())?.code == .readChanged)
        }
    }

    @Test("a file that is shorter than its server says is not taken for whole")
    func lie() async throws {
        try await WebServer.with { request in
            var reply = WebServer.file(Self.file, request)
            guard request.number > 0 else {
                return WebServer.Reply(
                    206, ["content-range": "bytes 0-199/300", "content-length": "200", "etag": "\"v1\""], Self.file)
            }
            if request.range == nil {
                reply.headers.replaceOrAdd(name: "content-length", value: "300")
                reply.cut = 200
            }
            return reply
        } _: { server in
            // The rest of it is asked for, and there is none.
            #expect(await Reading.failure(server.url())?.code == .readChanged)
            #expect(server.seen.last?.range?.first == 200)
        }
    }

    @Test("a file whose length is not said is read to the end of its chunks")
    func chunks() async throws {
        try await WebServer.with { request in
            var reply = WebServer.Reply(200, ["transfer-encoding": "chunked"], Self.file)
            reply.drip = 17
            return reply
        } _: { server in
            let read = try await Reading.bytes(of: server.url())
            #expect(read == Self.file)
        }
        try await WebServer.with { request in
            var reply = WebServer.Reply(200, ["transfer-encoding": "chunked"], Self.file)
            reply.cut = 100
            return reply
        } _: { server in
            #expect(await Reading.failure(server.url())?.code == .readFailed)
        }
    }

    @Test("a file byte by byte is a file", arguments: [1, 3])
    func drip(count: Int) async throws {
        try await WebServer.with { request in
            var reply = WebServer.file(Self.file, request)
            reply.drip = count
            return reply
        } _: { server in
            let read = try await Reading.bytes(of: server.url())
            #expect(read == Self.file)
        }
    }

    @Test("an empty file is fine", arguments: [true, false])
    func empty(knowsParts: Bool) async throws {
        try await WebServer.with { request in
            knowsParts ? WebServer.file([], request) : WebServer.Reply(200, ["content-length": "0"])
        } _: { server in
            let read = try await Reading.bytes(of: server.url())
            #expect(read == [])
        }
    }

    @Test("silence ends", arguments: [0, 1])
    func silence(from number: Int) async throws {
        try await WebServer.with { request in
            var reply = WebServer.file(Self.file, request)
            reply.isSilent = request.number >= number
            return reply
        } _: { server in
            #expect(
                await Reading.failure(server.url(), Reading.access(Reading.retries(2, idle: 0.2)))?.code
                    == .readUnreachable)
            #expect(server.seen.count == 2 + number)
        }
    }

    @Test("a coding that nobody asked for is refused, but for gzip, which decode unpacks", arguments: ["br", "zstd"])
    func codings(name: String) async throws {
        try await WebServer.with { _ in
            WebServer.Reply(200, ["content-length": "3", "content-encoding": name], [1, 2, 3])
        } _: { server in
            #expect(await Reading.failure(server.url())?.code == .readBadAnswer)
            #expect(server.seen[0].headers.first(name: "accept-encoding") == "identity")
        }
        try await WebServer.with { _ in
            WebServer.Reply(200, ["content-length": "3", "content-encoding": "gzip"], [0x1F, 0x8B, 8])
        } _: { server in
            let read = try await Reading.bytes(of: server.url())
            #expect(read == [0x1F, 0x8B, 8])
        }
    }

    @Test("nobody at the port is told at once")
    func nobody() async throws {
        let server = try await WebServer { _ in WebServer.Reply() }
        let url = server.url()
        try await server.stop()
        #expect(await Reading.failure(url)?.code == .readUnreachable)
    }
}
