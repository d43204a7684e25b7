internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// What a client is told when it cannot have what it asks for: RFC 9457, with the code that the reference lists.
///
/// It never tells a path, a stack or a secret of the server.
struct ServiceProblem: Error, Sendable {
    /// The stable name, such as `server.noJob`.
    var code: String
    var status: HTTPResponse.Status
    /// What is wrong in general.
    var title: String
    /// What is wrong in this request.
    var detail: String?
    /// What to do about it.
    var hint: String?
    /// How many seconds to wait.
    var retryAfter: Int?
    /// Whether the connection ends with the answer, because the rest of the request is not read.
    var closes = false

    init(
        _ code: String, _ status: HTTPResponse.Status, _ title: String, detail: String? = nil, hint: String? = nil,
        retryAfter: Int? = nil
    ) {
        self.code = code
        self.status = status
        self.title = title
        self.detail = detail
        self.hint = hint
        self.retryAfter = retryAfter
    }

    /// What is sent.
    private struct Body: Encodable {
        var type: String
        var title: String
        var status: Int
        var detail: String?
        var code: String
        var hint: String?
    }

    /// The answer.
    var response: Response {
        let body = Body(
            type: Self.type(of: code), title: title, status: status.code, detail: detail, code: code, hint: hint)
        var response = Response.json(body, status: status)
        response.headers[.contentType] = "application/problem+json"
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer realm=\"weir\"" }
        if closes { response.headers[.connection] = "close" }
        return response
    }

    /// Where a code is explained.
    static func type(of code: String) -> String { "/problems/\(code)" }

    /// The same, with the connection closed behind it.
    var closing: ServiceProblem {
        var problem = self
        problem.closes = true
        return problem
    }
}

/// The problems of the service itself; what ends a job has its code from the engine.
extension ServiceProblem {
    static var noJob: ServiceProblem {
        ServiceProblem("server.noJob", .notFound, "There is no such job.")
    }
    static var noPipeline: ServiceProblem {
        ServiceProblem(
            "server.noPipeline", .notFound, "There is no such pipeline.", hint: "GET /pipelines lists those there are.")
    }
    static var noRoute: ServiceProblem {
        ServiceProblem(
            "server.noRoute", .notFound, "There is nothing at this address.", hint: "/openapi.json lists the addresses."
        )
    }
    static var noRejects: ServiceProblem {
        ServiceProblem("server.noRejects", .notFound, "The job has no rejected rows.")
    }
    static func wrongState(_ detail: String) -> ServiceProblem {
        ServiceProblem("server.wrongState", .conflict, "The state of the job does not allow it.", detail: detail)
    }
    static func badRequest(_ detail: String, hint: String? = nil) -> ServiceProblem {
        ServiceProblem(
            "server.badRequest", .badRequest, "The request cannot be understood.", detail: detail, hint: hint)
    }
    static func cannot(_ detail: String, hint: String? = nil) -> ServiceProblem {
        ServiceProblem(
            "server.unprocessable", .unprocessableContent, "The request cannot be carried out.", detail: detail,
            hint: hint)
    }
    static var noToken: ServiceProblem {
        ServiceProblem(
            "server.noToken", .unauthorized, "A token is needed.",
            hint: "Send it as: Authorization: Bearer weir_… (weir token create makes one)")
    }
    static func scopeMissing(_ scope: AccessScope) -> ServiceProblem {
        ServiceProblem(
            "server.scopeMissing", .forbidden, "The token may not do this.",
            detail: "It lacks the scope \(scope.rawValue).")
    }
    static var foreignOrigin: ServiceProblem {
        ServiceProblem(
            "server.foreignOrigin", .forbidden, "Other sites may not use this server.",
            detail: "Without tokens it answers only to its own page and to programs on this machine.")
    }
    static var keyReused: ServiceProblem {
        ServiceProblem(
            "server.keyReused", .unprocessableContent, "The idempotency key came with another request before.",
            hint: "Each request needs a key of its own; the same key is for sending the same request again.")
    }
    static var queueFull: ServiceProblem {
        ServiceProblem(
            "server.queueFull", .tooManyRequests, "As many jobs wait as may wait.", retryAfter: 30)
    }
    static var tooManyUploads: ServiceProblem {
        ServiceProblem(
            "server.tooManyUploads", .tooManyRequests, "The workspace hands in as many files at once as it may.",
            retryAfter: 5)
    }
    static func tooLarge(_ limit: Int) -> ServiceProblem {
        ServiceProblem(
            "server.tooLarge", .contentTooLarge, "The file is longer than the server takes.",
            detail: "It takes up to \(limit) bytes.", hint: "A compressed file (.gz) counts by its compressed length.")
    }
    static var tooSlow: ServiceProblem {
        ServiceProblem("server.tooSlow", .requestTimeout, "The body came too slowly.")
    }
    static func unsupported(_ detail: String) -> ServiceProblem {
        ServiceProblem(
            "server.unsupportedFile", .unsupportedMediaType, "This kind of file cannot be loaded.", detail: detail,
            hint: "Hand in .csv, .tsv, .xlsx, .jsonl or .ndjson, or one of the text forms as .gz.")
    }
    static var quotaExceeded: ServiceProblem {
        ServiceProblem(
            "server.quotaExceeded", .insufficientStorage, "The workspace has no room left for the file.")
    }
    static var unavailable: ServiceProblem {
        ServiceProblem(
            "server.unavailable", .serviceUnavailable, "The server cannot do it now.", retryAfter: 10)
    }
    static var internalError: ServiceProblem {
        ServiceProblem("server.internal", .internalServerError, "Something failed that should not.")
    }
}

extension HTTPResponse.Status {
    static var insufficientStorage: HTTPResponse.Status {
        HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
    }
}
