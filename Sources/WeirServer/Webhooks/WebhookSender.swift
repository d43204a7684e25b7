internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import WeirModel
internal import WeirRemote

/// Calls an endpoint once.
///
/// An endpoint that a client has named is called at an address that was checked to be public: its name is looked up, every
/// address is judged, and the connection goes to one of those, whatever the name means a moment later. No redirection is
/// followed, no proxy is used, and nothing of the answer but its status is kept.
struct WebhookSender: Sendable {
    /// What came of it.
    enum Outcome: Sendable, Equatable {
        /// The receiver has it.
        case delivered(status: Int)
        /// It may be tried again.
        case failed(status: Int?, reason: String, retryAfter: Double?)
        /// The receiver wants no more calls.
        case gone
    }

    private let resolver: HostResolver
    private static let connectTimeout = TimeAmount.seconds(5)
    private static let timeout = TimeAmount.seconds(20)
    private static let mostAnswerBytes = 64 << 10

    init(resolver: HostResolver = .system) { self.resolver = resolver }

    /// Sends a message.
    ///
    /// - Parameters:
    ///   - id: the name of the message.
    ///   - isTrusted: whether the operator has named the endpoint, so that it may be anywhere.
    func send(_ body: String, id: String, to url: WebhookURL, secret: WebhookSecret, isTrusted: Bool) async -> Outcome {
        let configuration: HTTPClient.Configuration
        do {
            configuration = try await self.configuration(for: url, isTrusted: isTrusted)
        } catch {
            return .failed(status: nil, reason: error.reason, retryAfter: nil)
        }
        // A client of its own: the address that was checked counts for this call only.
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let outcome = await call(client, body, id: id, url, secret)
        try? await client.shutdown()
        return outcome
    }

    /// Why an endpoint is not called at all.
    struct Refusal: Error, Equatable { var reason: String }

    /// How one call goes: for an endpoint that a client has named, to the address that was checked here.
    ///
    /// The name is looked up once. What it means a moment later counts for nothing.
    func configuration(for url: WebhookURL, isTrusted: Bool) async throws(Refusal) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.decompression = .disabled
        configuration.proxy = nil
        configuration.httpVersion = .http1Only
        configuration.timeout = .init(connect: Self.connectTimeout, read: Self.timeout)
        if !isTrusted {
            let addresses = await resolver.addresses(url.host)
            guard let first = addresses.first else { throw Refusal(reason: "its name has no address") }
            guard addresses.allSatisfy(\.isPublic) else {
                throw Refusal(reason: "its address is not on the public internet")
            }
            // The client looks for the host as it is spelled.
            configuration.dnsOverride = [url.spelledHost: first.text]
        }
        return configuration
    }

    private func call(_ client: HTTPClient, _ body: String, id: String, _ url: WebhookURL, _ secret: WebhookSecret)
        async -> Outcome
    {
        let seconds = Int64(Date().timeIntervalSince1970)
        var request = HTTPClientRequest(url: url.text)
        request.method = .POST
        request.headers = [
            "content-type": "application/json", "user-agent": "weir", "webhook-id": id,
            "webhook-timestamp": String(seconds),
            "webhook-signature": secret.signature(id: id, timestamp: seconds, body: body),
        ]
        request.body = .bytes(ByteBuffer(string: body))
        do {
            let response = try await client.execute(request, timeout: Self.timeout)
            var read = 0
            for try await part in response.body {
                read += part.readableBytes
                if read > Self.mostAnswerBytes { break }
            }
            let status = Int(response.status.code)
            switch status {
            case 200..<300: return .delivered(status: status)
            case 410: return .gone
            default:
                return .failed(
                    status: status, reason: "it answered \(status)",
                    retryAfter: response.headers.first(name: "retry-after").flatMap {
                        HTTPDate.pause($0, now: HTTPDate.now)
                    })
            }
        } catch {
            return .failed(status: nil, reason: Self.reason(error), retryAfter: nil)
        }
    }

    /// What is told of a failure: never an address of the network behind the server.
    private static func reason(_ error: any Error) -> String {
        switch error as? HTTPClientError {
        case HTTPClientError.connectTimeout: "it could not be reached in time"
        case HTTPClientError.deadlineExceeded, HTTPClientError.readTimeout: "it did not answer in time"
        case .some: "the connection failed"
        case nil: "it could not be reached"
        }
    }
}
