internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import WeirModel
internal import WeirRead

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A failure that may be over at the next attempt: nobody answers, the connection is cut, the server has too much to do.
struct HTTPFault: Error {
    /// What is told if it does not end.
    var error: WeirError
    /// How long the server asks to wait, in seconds.
    var pause: Double?
    /// Whether there was no answer at all.
    var isSilent = false

    /// A connection that failed.
    init(_ failure: any Error, at url: RemoteURL) {
        error = WeirError(
            .readUnreachable, "The server cannot be reached: \(Self.text(failure)).",
            hint: "Is the address right, and is the network there?", position: WeirError.Position(file: url.name))
        isSilent = true
    }

    /// An answer that says to come again.
    init(busy head: HTTPResponseHead, at url: RemoteURL) {
        error = WeirError(
            .readUnreachable, "The server answers \(head.status.code) (\(head.status.reasonPhrase)).",
            hint: "Try again later.", position: WeirError.Position(file: url.name))
        pause = head.headers.first(name: "retry-after").flatMap { HTTPDate.pause($0, now: HTTPDate.now) }
    }

    /// A body that was cut.
    init(cut failure: (any Error)?, of name: String, at offset: Int) {
        error = WeirError(
            .readFailed,
            "The connection was cut\(failure.map { ": \(Self.text($0))" } ?? ""), and so was each further one.",
            hint: "Try again: the run goes on where it stopped.",
            position: WeirError.Position(file: name, byteOffset: offset))
    }

    /// What went wrong, in a few words.
    static func text(_ failure: any Error) -> String {
        switch failure {
        case is HTTPExchange.Silence: return "nothing came for too long"
        case let error as HTTPClientError:
            switch error {
            case .connectTimeout: return "no connection came about in time"
            case .remoteConnectionClosed: return "the connection was closed"
            default: return error.shortDescription
            }
        case let error as NIOConnectionError:
            if let first = error.connectionErrors.first { return text(first.error) }
            return error.dnsAError == nil && error.dnsAAAAError == nil ? "no connection" : "the host has no address"
        case let error as IOError: return String(cString: strerror(error.errnoCode))
        default: return "\(failure)"
        }
    }
}
