import NIOHTTP1
import Synchronization
import Testing
import WeirModel
import WeirRead

@testable import WeirRemote

@Suite("Redirections, secrets, and who may be called")
struct RedirectionTests {
    private static let file = Reading.sample(50)

    private static func to(_ location: String, _ status: Int = 302) -> WebServer.Reply {
        WebServer.Reply(status, ["location": location, "content-length": "0"])
    }

    @Test("are followed", arguments: [301, 302, 303, 307, 308])
    func followed(status: Int) async throws {
        try await WebServer.with { request in
            switch request.target {
            case "/a/start.csv": Self.to("../b/next.csv?x=1", status)
            case "/a/../b/next.csv?x=1": Self.to("/last.csv#part", status)
            default: WebServer.file(Self.file, request)
            }
        } _: { server in
            let read = try await Reading.bytes(of: server.url("/a/start.csv"))
            #expect(read == Self.file)
        }
    }

    @Test("that never end, or lead nowhere, are refused", arguments: ["/again", "ftp://x/y", "http://", ""])
    func endless(location: String) async throws {
        try await WebServer.with { _ in
            location.isEmpty ? WebServer.Reply(302, ["content-length": "0"]) : Self.to(location)
        } _: { server in
            let code = await Reading.failure(server.url())?.code
            #expect(code == .readBadAnswer || code == .readBadURL)
            #expect(server.seen.count == (location == "/again" ? 11 : 1))
        }
    }

    @Test("take secrets to the host that was named, and to no other")
    func secrets() async throws {
        try await WebServer.with {
            WebServer.file(Self.file, $0)
        } _: { other in
            let elsewhere = other.url("/there.csv")
            try await WebServer.with { request in
                request.target == "/first.csv" ? Self.to("/second.csv") : Self.to(elsewhere)
            } _: { server in
                let access = Reading.access(headers: ["x-token": "secret"])
                let url = "http://me:pass%3Aword@127.0.0.1:\(server.port)/first.csv"
                #expect(try await Reading.bytes(of: url, access) == Self.file)
                for request in server.seen {
                    #expect(request.headers.first(name: "authorization") == "Basic bWU6cGFzczp3b3Jk")
                    #expect(request.headers.first(name: "x-token") == "secret")
                }
                #expect(server.seen.map(\.target).prefix(2) == ["/first.csv", "/second.csv"])
                for request in other.seen {
                    #expect(
                        !request.headers.contains(name: "authorization") && !request.headers.contains(name: "x-token"))
                }
                let file = try #require(try access.files(at: url).first)
                #expect(file.name == "http://127.0.0.1:\(server.port)/first.csv")
            }
        }
    }

    /// Names of two hosts on this machine; only the first may be called.
    private static func clients(_ lookUp: @escaping @Sendable (String) -> [String]) -> HTTPClients {
        HTTPClients(
            isAllowed: { $0.text == "127.0.0.1" },
            resolver: HostResolver { lookUp($0).compactMap { NetworkAddress($0) } })
    }

    @Test("and the hosts that they lead to are judged like the first")
    func judged() async throws {
        try await WebServer.with { request in
            switch request.target {
            case "/ok": WebServer.file(Self.file, request)
            case "/literal": Self.to("http://127.0.0.2/ok")
            default: Self.to("http://second.test/ok")
            }
        } _: { server in
            let clients = Self.clients { name in
                ["first.test": ["127.0.0.1"], "second.test": ["127.0.0.2"], "both.test": ["127.0.0.1", "127.0.0.2"]][
                    name] ?? [name]
            }
            let access = Reading.access(clients: clients)
            let read = try await Reading.bytes(of: "http://first.test:\(server.port)/ok", access)
            #expect(read == Self.file)
            #expect(try await Reading.bytes(of: "http://FIRST.test.:\(server.port)/ok", access) == Self.file)
            for place in [
                "first.test:\(server.port)/literal", "first.test:\(server.port)/name", "127.0.0.2/ok",
                "second.test/ok", "both.test:\(server.port)/ok", "[::1]:\(server.port)/ok",
            ] {
                #expect(await Reading.failure("http://\(place)", access)?.code == .readPrivateAddress, "\(place)")
            }
            #expect(await Reading.failure("http://2130706433:\(server.port)/ok", access)?.code == .readBadURL)
            #expect(
                await Reading.failure("http://none.test/ok", Reading.access(clients: Self.clients { _ in [] }))?.code
                    == .readUnreachable)
        }
    }

    @Test("a name that means something else a moment later is called where it was judged")
    func moving() async throws {
        try await WebServer.with { request in
            var reply = WebServer.file(Self.file, request)
            if request.number == 1 { reply.cut = 20 }
            return reply
        } _: { server in
            let asked = Mutex(0)
            let clients = Self.clients { _ in
                let count = asked.withLock { count in
                    count += 1
                    return count
                }
                return [count <= 2 ? "127.0.0.1" : "127.0.0.2"]
            }
            // It is looked up for each request; the third one, behind the cut, is refused.
            let error = await Reading.failure("http://moving.test:\(server.port)/", Reading.access(clients: clients))
            #expect(error?.code == .readPrivateAddress)
            #expect(asked.withLock { $0 } == 3 && server.seen.count == 2)
        }
    }

    @Test("only public addresses are the usual rule where strangers name inputs")
    func strict() async throws {
        try await WebServer.with {
            WebServer.file(Self.file, $0)
        } _: { server in
            let strict = RemoteAccess(allowsPrivate: false)
            for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"] {
                #expect(
                    throws: WeirError.self, "\(host)",
                    performing: { try strict.files(at: "http://\(host):\(server.port)/") })
            }
            #expect(server.seen.isEmpty)
        }
    }
}
