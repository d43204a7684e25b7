internal import NIOHTTP1
internal import WeirModel
internal import WeirRead

/// What an answer means that has no file in it.
enum HTTPRefusal {
    /// The failure that an answer stands for; `nil` if it has a file, or a part of one.
    ///
    /// - Returns: an `HTTPFault` for what may be over at the next attempt, else a `WeirError`.
    static func error(_ head: HTTPResponseHead, at url: RemoteURL, _ access: HTTPAccess) -> (any Error)? {
        let failure = meaning(of: head, at: url)
        guard var error = failure as? WeirError else { return failure }
        error.hint = access.hint(head) ?? error.hint
        return error
    }

    private static func meaning(of head: HTTPResponseHead, at url: RemoteURL) -> (any Error)? {
        let position = WeirError.Position(file: url.name)
        let answer = "The server answers \(head.status.code) (\(head.status.reasonPhrase))"
        switch Int(head.status.code) {
        case 200, 206: return nil
        case 401, 407:
            return WeirError(
                .readUnreadable, "\(answer): it does not know who asks.",
                hint: "Send a password or a token: see read.headers.", position: position)
        case 402, 403, 451:
            return WeirError(
                .readUnreadable, "\(answer): the file may not be read.",
                hint: "Is the token right, and has a signed address not expired?", position: position)
        case 404, 410: return WeirError(.readNotFound, "\(answer): there is no such file.", position: position)
        case 408, 425, 429, 500, 502, 503, 504: return HTTPFault(busy: head, at: url)
        default:
            return WeirError(
                .readBadAnswer, "\(answer), which says nothing about the file.",
                hint: "Look at the address with a browser or curl.", position: position)
        }
    }

    /// Whether the bytes are stored as they are sent, or packed in a way that decode knows.
    ///
    /// - Throws: `read.badAnswer`.
    static func checkCoding(_ head: HTTPResponseHead, at url: RemoteURL) throws(WeirError) {
        let codings = head.headers[canonicalForm: "content-encoding"].map { $0.lowercased() }
        guard let other = codings.first(where: { !["identity", "gzip", "x-gzip", ""].contains($0) }) else { return }
        throw WeirError(
            .readBadAnswer, "The server sends the file packed as \(other), which it was not asked for.",
            hint: "Download it first.", position: WeirError.Position(file: url.name))
    }
}
