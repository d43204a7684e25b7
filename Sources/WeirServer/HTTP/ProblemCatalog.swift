internal import Weir
internal import WeirModel

/// What the codes of the service mean: for the address that a problem has as its type, and for the reference.
enum ProblemCatalog {
    /// What a code means; `nil` for one that there is not.
    static func explanation(of code: String) -> String? {
        own[code] ?? ErrorCatalog.entry(for: ErrorCode(rawValue: code))?.explanation
    }

    /// The codes that only a client of the service meets.
    static let own: [String: String] = [
        "server.badRequest":
            "The request is not what the description of the service says; the detail tells what is wrong.",
        "server.badWebhook":
            "The address of a webhook must be https on port 443 or 8443, without a password, and lead to the public "
            + "internet. The operator may allow others.",
        "server.foreignOrigin":
            "Without tokens the server answers only to programs on its machine and to its own page, not to pages of other "
            + "sites.",
        "server.internal": "A fault of the service; its log has more.",
        "server.keyReused": "An idempotency key came with another file or pipeline before. A key is kept for 24 hours.",
        "server.noDelivery": "There is no delivery of this name in the workspace.",
        "server.noJob": "There is no job of this name in the workspace of the token.",
        "server.noPipeline": "No pipeline file of this name is in the folder of the server.",
        "server.noRejects": "No row of the job was rejected, or the pipeline keeps no rejects.",
        "server.noRoute": "The address is none of this service.",
        "server.noToken": "A token is needed, and there is none, or one that does not count.",
        "server.noWebhook": "There is no webhook of this name in the workspace.",
        "server.queueFull": "As many jobs wait as may wait; the request may come again later.",
        "server.quotaExceeded": "The files of the workspace, or the disk, leave no room for this one.",
        "server.scopeMissing": "The token is known and may not do this.",
        "server.tooLarge": "The body is longer than the server takes.",
        "server.tooManyUploads": "The workspace hands in as many files at once as it may.",
        "server.tooSlow": "The body came more slowly than the server waits for.",
        "server.unavailable": "The server is stopping, or its disk or store fails.",
        "server.unprocessable": "The request is understood and cannot be carried out; the detail tells why.",
        "server.unsupportedBody": "The body of this request must be JSON.",
        "server.unsupportedFile":
            "The file is none of the kinds that can be loaded, or not of the kind that its name says.",
        "server.wrongState": "The job is in a state in which this cannot be done.",
    ]
}
