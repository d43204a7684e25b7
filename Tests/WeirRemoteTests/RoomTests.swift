import AsyncHTTPClient
import NIOHTTP1
import Testing
import WeirModel
import WeirRead
import WeirTestKit
import WeirZip

@testable import WeirRemote

@Suite("What waits between the network and a run")
struct RoomTests {
    @Test("is bounded, however much there is to read and however slowly it is read")
    func bounded() async throws {
        let file = Reading.sample(16 << 20)
        try await WebServer.with {
            WebServer.file(file, $0)
        } _: { server in
            let clients = HTTPClients(isAllowed: nil)
            let url = try RemoteURL(server.url())
            let request = try HTTPClient.Request(url: url.text)
            let exchange = HTTPExchange(request, by: try clients.client(for: url), idle: 30)
            #expect(try exchange.head { false }?.status == .ok)
            let read = try await Reading.blocking {
                var read: [UInt8] = []
                var room = [UInt8](repeating: 0, count: 10_000)
                while case .bytes(let count) = room.withUnsafeMutableBytes({ exchange.read(into: $0) { false } }) {
                    read += room[..<count]
                }
                return read
            }
            #expect(read == file)
            #expect(exchange.mostWaiting > 0 && exchange.mostWaiting <= HTTPExchange.mostBytes + 256 << 10)
        }
    }

    @Test("is let go when a run is stopped")
    func stopped() async throws {
        let file = Reading.sample(1 << 20)
        try await WebServer.with { request in
            var reply = WebServer.file(file, request)
            reply.isSilent = request.number == 1
            return reply
        } _: { server in
            var settings = ReadSettings()
            settings.path = [server.url()]
            let sources = try settings.resolve(remote: Reading.access())
            var source = FileSource(sources, pool: BufferPool(), isStopped: { !server.seen.dropFirst().isEmpty })
            #expect(try source.next() == nil)
        }
    }

    @Test("parts of a file are read without what lies between them, over one connection")
    func parts() async throws {
        let file = Reading.sample(300_000)
        try await WebServer.with {
            WebServer.file(file, $0)
        } _: { server in
            let access = Reading.access()
            let remote = try #require(try access.files(at: server.url()).first)
            #expect(remote.byteCount == 300_000 && remote.isDivisible && remote.version == "\"v1\"")
            #expect(remote.head == Array(file.prefix(64 << 10)))
            #expect(try remote.bytes(10..<20) == Array(file[10..<20]))
            #expect(server.seen.count == 1)
            for range in [0..<70_000, 299_000..<300_000, 299_990..<300_100, 150_000..<150_001] {
                #expect(try remote.bytes(range) == Array(file[range.clamped(to: 0..<300_000)]))
            }
            #expect(server.seen.count == 5)
        }
    }

    @Test("a server that sends only whole files has no parts")
    func whole() async throws {
        let file = Reading.sample(300_000)
        try await WebServer.with { _ in
            WebServer.Reply(200, ["content-length": "300000"], file)
        } _: { server in
            let remote = try #require(try Reading.access().files(at: server.url()).first)
            #expect(!remote.isDivisible && remote.version == nil)
            #expect(try remote.bytes(0..<100) == Array(file[..<100]))
            let error = #expect(throws: WeirError.self) { try remote.bytes(0..<100_000) }
            #expect(error?.code == .readNotDivisible)
        }
    }

    @Test("the same file twice is refused")
    func twice() async throws {
        try await WebServer.with {
            WebServer.file([1], $0)
        } _: { server in
            var settings = ReadSettings()
            settings.path = [server.url("/a?x=1"), server.url("/a?x=2")]
            let read = try settings.resolve(remote: Reading.access()).count
            #expect(read == 2)
            settings.path = [server.url("/a"), "http://u:p@127.0.0.1:\(server.port)/a#x"]
            let error = #expect(throws: WeirError.self) { try settings.resolve(remote: Reading.access()) }
            #expect(error?.code == .readDuplicate)
            #expect(throws: WeirError.self) { try settings.resolve() }
        }
    }
}
