internal import HTTPTypes
internal import Hummingbird

/// A file of the web page; all of them are in the program.
struct PageFile: Sendable {
    /// What a file is.
    enum Kind: String {
        case html = "text/html; charset=utf-8"
        case css = "text/css; charset=utf-8"
        case js = "text/javascript; charset=utf-8"
        case svg = "image/svg+xml"
    }

    /// The address.
    let path: String
    private let kind: Kind
    private let bytes: [UInt8]

    init(_ path: String, _ kind: Kind, _ bytes: [UInt8]) {
        self.path = path
        self.kind = kind
        self.bytes = bytes
    }

    /// Nothing but what this server sends is loaded or run by a browser.
    private static let policy = """
        default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
        form-action 'none'; frame-ancestors 'none'; base-uri 'none'
        """

    /// The answer.
    var response: Response {
        var response = Response.text(bytes, kind.rawValue)
        response.headers[.contentSecurityPolicy] = Self.policy
        response.headers[.cacheControl] = "no-cache"
        return response
    }
}
