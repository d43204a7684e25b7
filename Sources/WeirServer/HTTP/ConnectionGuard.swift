internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1

/// Sees to it that a connection costs nothing lasting, whatever its client does.
///
/// It answers `Expect: 100-continue` where the body may be sent, closes the connection behind an answer that says so while
/// the client may still be sending, and closes one whose client takes no more of an answer.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let bodyLimit: Int
    private let patience: TimeAmount
    /// How long the rest of a refused body is taken in, so that the client gets to read the answer.
    private static let lingering = TimeAmount.seconds(2)

    private var closes = false
    private var stall: Scheduled<Void>?

    /// - Parameters:
    ///   - bodyLimit: the longest body, in bytes.
    ///   - patience: how long a client may take nothing of an answer.
    init(bodyLimit: Int, patience: TimeAmount) {
        self.bodyLimit = bodyLimit
        self.patience = patience
    }

    /// Sets a guard in front of what turns heads into the types of the server, for these lack the version.
    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        guard let codec = try? pipeline.handler(type: HTTP1ToHTTPServerCodec.self) else { return }
        try? pipeline.addHandler(HeadGuard(), position: .before(codec))
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head(let request) = unwrapInboundIn(data),
            request.headerFields[.expect]?.lowercased() == "100-continue"
        {
            let length = request.headerFields[.contentLength].flatMap { Int($0) }
            if length.map({ $0 <= bodyLimit }) ?? true {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let response): closes = response.headerFields[.connection]?.lowercased() == "close"
        case .body: break
        case .end:
            if closes {
                let channel = context.channel
                context.writeAndFlush(data, promise: promise)
                channel.close(mode: .output, promise: nil)
                channel.eventLoop.scheduleTask(in: Self.lingering) { channel.close(promise: nil) }
                return
            }
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stall?.cancel()
        stall = nil
        if !context.channel.isWritable {
            let channel = context.channel
            stall = context.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
        }
        context.fireChannelWritabilityChanged()
    }

    func channelInactive(context: ChannelHandlerContext) {
        stall?.cancel()
        stall = nil
        context.fireChannelInactive()
    }
}
