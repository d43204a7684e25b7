internal import AsyncHTTPClient
internal import NIOHTTP1
internal import WeirModel
internal import WeirRead

/// Asks for a file: follows redirections, and says what a refusal means.
struct HTTPAccess: Sendable {
    /// How many redirections are followed.
    static let mostRedirections = 10

    let clients: HTTPClients
    let retries: RetryPolicy
    /// What is sent to the host that the user has named, and to no other.
    let headers: [(String, String)]
    /// Signs requests, for servers that want that.
    var signer: (any RequestSigner)?
    /// What to do about an answer without a file, where the server is of a known kind.
    var hint: @Sendable (HTTPResponseHead) -> String? = { _ in nil }

    /// An answer, with its body still to be read.
    struct Answer: Sendable {
        var head: HTTPResponseHead
        var exchange: HTTPExchange
        var status: Int { Int(head.status.code) }
    }

    /// Makes one request, and follows where it leads.
    ///
    /// - Parameter conditions: headers about the part that is wanted.
    /// - Returns: `nil` when it was stopped.
    /// - Throws: `read.privateAddress`, `read.badAnswer`, `read.badURL`; `HTTPFault` for what may go well another time.
    func get(_ first: RemoteURL, _ conditions: [(String, String)], isStopped: () -> Bool) throws -> Answer? {
        var url = first
        for _ in 0...Self.mostRedirections {
            let exchange = try exchange(url, conditions, of: first)
            let head: HTTPResponseHead
            do {
                guard let came = try exchange.head(isStopped: isStopped) else {
                    exchange.close()
                    return nil
                }
                head = came
            } catch {
                exchange.close()
                throw HTTPFault(error, at: url)
            }
            guard [301, 302, 303, 307, 308].contains(Int(head.status.code)) else {
                return Answer(head: head, exchange: exchange)
            }
            exchange.close()
            let position = WeirError.Position(file: first.name)
            guard let location = head.headers.first(name: "location") else {
                throw WeirError(
                    .readBadAnswer, "The server answers \(head.status.code) and does not say where the file is.",
                    hint: hint(head), position: position)
            }
            let next = try url.following(location)
            guard next.isSecure || !url.isSecure else {
                throw WeirError(
                    .readBadAnswer, "The server leads from https to \(next.name), where anybody could change the file.",
                    hint: "Name that address itself if this is meant.", position: position)
            }
            url = next
        }
        throw WeirError(
            .readBadAnswer, "The server leads from one address to the next, more than \(Self.mostRedirections) times.",
            position: WeirError.Position(file: first.name))
    }

    private func exchange(
        _ url: RemoteURL, _ conditions: [(String, String)], of first: RemoteURL
    ) throws -> HTTPExchange {
        let client = try clients.client(for: url)
        var fields = HTTPHeaders()
        fields.add(name: "user-agent", value: "weir")
        fields.add(name: "accept", value: "*/*")
        // What is stored is what is read: decode unpacks it, so that a part of it can be asked for.
        fields.add(name: "accept-encoding", value: "identity")
        for (name, value) in conditions { fields.add(name: name, value: value) }
        // Secrets are for the host that the user has named.
        if url.origin == first.origin {
            if let info = first.userInfo {
                let parts = info.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
                    .map { String(decoding: $0, as: UTF8.self) }
                let basic = HTTPClient.Authorization.basic(
                    username: parts[0], password: parts.count > 1 ? parts[1] : "")
                fields.add(name: "authorization", value: basic.headerValue)
            }
            for (name, value) in headers { fields.replaceOrAdd(name: name, value: value) }
            if let signer {
                for (name, value) in signer.fields(for: url, conditions, at: HTTPDate.now) {
                    fields.replaceOrAdd(name: name, value: value)
                }
            }
        }
        do {
            let request = try HTTPClient.Request(url: url.text, method: .GET, headers: fields)
            return HTTPExchange(request, by: client, idle: retries.idle)
        } catch {
            throw WeirError(
                .readBadURL, "The address cannot be used.", position: WeirError.Position(file: url.name), cause: error)
        }
    }
}
