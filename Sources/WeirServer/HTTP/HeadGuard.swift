internal import NIOCore
internal import NIOHTTP1

/// Refuses requests that a proxy in front of the server could take for something else than the server does.
///
/// The parser has refused what is malformed by then. Left are heads in good form whose meaning is in doubt: by RFC 9112 a
/// request of HTTP/1.1 names its host once, and `chunked` is the only coding that this server can read. The client gets 400,
/// and the connection is closed, for nobody can tell where the next request would begin.
final class HeadGuard: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private var isClosed = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosed else { return }
        guard case .head(var head) = unwrapInboundIn(data) else {
            context.fireChannelRead(data)
            return
        }
        guard Self.isClear(head) else {
            isClosed = true
            context.fireErrorCaught(HTTPParserError.invalidHeaderToken)
            return
        }
        // Behind a client of HTTP/1.0 may be a proxy that passes on a wish for a lasting connection without knowing of any.
        if head.version == .http1_0 { head.headers.replaceOrAdd(name: "connection", value: "close") }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    /// Whether everybody reads a head the same.
    static func isClear(_ head: HTTPRequestHead) -> Bool {
        let hosts = head.headers["host"].count
        let isOld = head.version == .http1_0
        guard hosts == 1 || (hosts == 0 && isOld) else { return false }
        let codings = head.headers["transfer-encoding"]
        guard !codings.isEmpty else { return true }
        return !isOld && codings.count == 1 && codings[0].lowercased() == "chunked"
    }
}
