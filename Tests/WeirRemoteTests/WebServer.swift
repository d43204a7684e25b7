import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A web server of this process that answers as a test tells it, and as no good server would.
final class WebServer: Sendable {
    /// A request, as far as a test looks at it.
    struct Request: Sendable {
        var target: String
        var headers: HTTPHeaders
        /// Its number, from 0.
        var number: Int

        /// The first byte that it asks for, and the one behind the last.
        var range: (first: Int, end: Int?)? {
            guard let text = headers.first(name: "range"), text.hasPrefix("bytes=") else { return nil }
            let ends = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count == 2, let first = Int(ends[0]) else { return nil }
            return (first, Int(ends[1]).map { $0 + 1 })
        }
    }

    /// What is answered.
    struct Reply: Sendable {
        var status = 200
        var headers: HTTPHeaders = [:]
        var body: [UInt8] = []
        /// After how many bytes of the body the connection is closed; `nil` for never.
        var cut: Int?
        /// How many bytes are sent at a time; `nil` for all.
        var drip: Int?
        /// Whether nothing is answered at all.
        var isSilent = false

        init(_ status: Int = 200, _ headers: HTTPHeaders = [:], _ body: [UInt8] = []) {
            (self.status, self.headers, self.body) = (status, headers, body)
        }
    }

    private let channel: any Channel
    private let requests = Mutex<[Request]>([])
    private let sent = Mutex(0)

    /// Starts at a port of its own.
    init(_ answer: @escaping @Sendable (Request) -> Reply) async throws {
        let box = Mutex<WebServer?>(nil)
        let holder = Holder(box)
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .childChannelOption(.maxMessagesPerRead, value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: false)
                    try channel.pipeline.syncOperations.addHandler(Handler(holder, answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        holder.server.withLock { $0 = self }
    }

    /// Stops.
    func stop() async throws { try await channel.close() }

    /// The port.
    var port: Int { channel.localAddress?.port ?? 0 }

    /// The address of a path.
    func url(_ path: String = "/data.csv") -> String { "http://127.0.0.1:\(port)\(path)" }

    /// The requests so far.
    var seen: [Request] { requests.withLock { $0 } }

    /// How many bytes of bodies were handed to the network so far.
    var bytesSent: Int { sent.withLock { $0 } }

    /// Runs a body with a server.
    static func with<Result>(
        _ answer: @escaping @Sendable (Request) -> Reply, _ body: (WebServer) async throws -> Result
    ) async throws -> Result {
        let server = try await WebServer(answer)
        do {
            let result = try await body(server)
            try await server.stop()
            return result
        } catch {
            try await server.stop()
            throw error
        }
    }

    private final class Holder: Sendable {
        let server: Mutex<WebServer?>
        init(_ server: consuming Mutex<WebServer?>) { self.server = server }
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let holder: Holder
        private let answer: @Sendable (Request) -> Reply

        init(_ holder: Holder, _ answer: @escaping @Sendable (Request) -> Reply) {
            (self.holder, self.answer) = (holder, answer)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .head(let head) = unwrapInboundIn(data), let server = holder.server.withLock({ $0 }) else {
                return
            }
            let request = server.requests.withLock { requests in
                let request = Request(target: head.uri, headers: head.headers, number: requests.count)
                requests.append(request)
                return request
            }
            let reply = answer(request)
            guard !reply.isSilent else { return }
            let status = HTTPResponseStatus(statusCode: reply.status)
            context.write(
                wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: reply.headers))),
                promise: nil)
            send(reply.body[...].prefix(reply.cut ?? .max), of: reply, server, context)
        }

        /// Sends piece by piece, each when the one before has gone.
        private func send(
            _ rest: ArraySlice<UInt8>, of reply: Reply, _ server: WebServer, _ context: ChannelHandlerContext
        ) {
            let part = rest.prefix(reply.drip ?? 64 << 10)
            guard !part.isEmpty else {
                if reply.cut != nil {
                    context.flush()
                    context.close(promise: nil)
                } else {
                    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
                }
                return
            }
            let promise = context.eventLoop.makePromise(of: Void.self)
            let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            promise.futureResult.whenSuccess {
                server.sent.withLock { $0 += part.count }
                let (handler, context) = bound.value
                handler.send(rest.dropFirst(part.count), of: reply, server, context)
            }
            context.writeAndFlush(
                wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: part)))), promise: promise)
        }
    }
}

extension WebServer {
    /// A good server of one file: parts, tags, and conditions as RFC 9110 has them.
    static func file(_ bytes: [UInt8], tag: String? = "\"v1\"", _ request: Request) -> Reply {
        var headers: HTTPHeaders = ["accept-ranges": "bytes"]
        if let tag { headers.add(name: "etag", value: tag) }
        let condition = request.headers.first(name: "if-range")
        guard let range = request.range, condition == nil || condition == tag else {
            headers.add(name: "content-length", value: "\(bytes.count)")
            return Reply(200, headers, bytes)
        }
        guard range.first < bytes.count else {
            return Reply(416, ["content-range": "bytes */\(bytes.count)", "content-length": "0"])
        }
        let part = bytes[range.first..<min(range.end ?? .max, bytes.count)]
        headers.add(name: "content-length", value: "\(part.count)")
        headers.add(name: "content-range", value: "bytes \(part.startIndex)-\(part.endIndex - 1)/\(bytes.count)")
        return Reply(206, headers, Array(part))
    }
}
