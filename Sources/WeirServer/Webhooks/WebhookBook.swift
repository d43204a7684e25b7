internal import GRDB
internal import HTTPTypes

/// Who is called when jobs end: the endpoints of workspaces, and those that the operator names for all of them.
struct WebhookBook: Sendable {
    let store: JobStore
    let allowsPrivate: Bool

    /// An endpoint.
    struct Endpoint: Sendable {
        var id: String
        /// Whose it is; `nil` for the operator's.
        var workspace: String?
        var url: String
        var secret: String
        var disabledAt: Timestamp?
        var disabledReason: String?

        init(row: Row) {
            id = row["id"]
            workspace = row["workspace"]
            url = row["url"]
            secret = row["secret"]
            disabledAt = row["disabled_at"]
            disabledReason = row["disabled_reason"]
        }
    }

    /// Whether an endpoint may be anywhere.
    func isTrusted(_ endpoint: Endpoint) -> Bool { endpoint.workspace == nil || allowsPrivate }

    /// Refuses a text that cannot be an endpoint of a client.
    ///
    /// - Throws: `server.badWebhook`.
    func checkForm(of url: String) throws(ServiceProblem) { _ = try WebhookURL(url, isTrusted: allowsPrivate) }

    /// The endpoint of an address that a client names for one job; it is made if there is none.
    func endpoint(for url: String, of workspace: String) async throws -> String {
        try checkForm(of: url)
        return try await store.database.write { database in
            try Self.endpoint(url, of: workspace, isForAllJobs: false, in: database).id
        }
    }

    /// Names someone who is called for all jobs of a workspace.
    ///
    /// - Throws: `server.badWebhook`.
    func add(_ url: String, of workspace: String, by actor: String) async throws -> Endpoint {
        try checkForm(of: url)
        return try await store.database.write { database in
            let endpoint = try Self.endpoint(url, of: workspace, isForAllJobs: true, in: database)
            // Naming it anew is how a disabled one is enabled.
            try database.execute(
                sql: """
                    UPDATE webhooks SET is_for_all_jobs = 1, disabled_at = NULL, disabled_reason = NULL WHERE id = ?
                    """, arguments: [endpoint.id])
            try JobStore.note(.now, workspace, actor, "webhook added", nil, url, in: database)
            return try Self.endpoint(endpoint.id, in: database) ?? endpoint
        }
    }

    /// The endpoints of a workspace.
    func all(of workspace: String) async throws -> [Endpoint] {
        try await store.database.read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM webhooks WHERE workspace = ? ORDER BY id", arguments: [workspace]
            )
            .map(Endpoint.init)
        }
    }

    /// Removes an endpoint of a workspace.
    ///
    /// - Throws: `server.noWebhook`.
    func remove(_ id: String, of workspace: String, by actor: String) async throws {
        try await store.database.write { database in
            try database.execute(
                sql: "DELETE FROM webhooks WHERE id = ? AND workspace = ?", arguments: [id, workspace])
            guard database.changesCount > 0 else { throw ServiceProblem.noWebhook }
            try JobStore.note(.now, workspace, actor, "webhook removed", nil, id, in: database)
        }
    }

    /// Makes the endpoints of the operator be those of the settings.
    ///
    /// - Throws: `server.badWebhook`.
    func setOperators(_ urls: [String], secret: String?) async throws {
        for url in urls { _ = try WebhookURL(url, isTrusted: true) }
        if let secret, WebhookSecret(secret) == nil {
            throw ServiceProblem.badWebhook("Its secret must be whsec_ and 24 to 64 bytes in base64.")
        }
        try await store.database.write { database in
            let now = Timestamp.now
            let known = try Row.fetchAll(database, sql: "SELECT * FROM webhooks WHERE workspace IS NULL").map(
                Endpoint.init)
            for endpoint in known where !urls.contains(endpoint.url) {
                try database.execute(
                    sql:
                        "UPDATE webhooks SET disabled_at = ?, disabled_reason = 'not in the settings any more' WHERE id = ?",
                    arguments: [now, endpoint.id])
            }
            for url in urls {
                if let endpoint = known.first(where: { $0.url == url }) {
                    try database.execute(
                        sql: "UPDATE webhooks SET disabled_at = NULL, disabled_reason = NULL, secret = ? WHERE id = ?",
                        arguments: [secret ?? endpoint.secret, endpoint.id])
                } else {
                    try Self.insert(url, of: nil, secret: secret, isForAllJobs: true, in: database)
                }
            }
        }
    }

    private static func endpoint(_ url: String, of workspace: String, isForAllJobs: Bool, in database: Database) throws
        -> Endpoint
    {
        let known = try Row.fetchOne(
            database, sql: "SELECT * FROM webhooks WHERE workspace = ? AND url = ?", arguments: [workspace, url])
        if let known { return Endpoint(row: known) }
        let id = try insert(url, of: workspace, secret: nil, isForAllJobs: isForAllJobs, in: database)
        guard let made = try endpoint(id, in: database) else { throw ServiceProblem.internalError }
        return made
    }

    static func endpoint(_ id: String, in database: Database) throws -> Endpoint? {
        try Row.fetchOne(database, sql: "SELECT * FROM webhooks WHERE id = ?", arguments: [id]).map(Endpoint.init)
    }

    @discardableResult
    private static func insert(
        _ url: String, of workspace: String?, secret: String?, isForAllJobs: Bool, in database: Database
    ) throws -> String {
        let now = Timestamp.now
        let id = Identifier.new(at: now)
        try database.execute(
            sql: """
                INSERT INTO webhooks (id, workspace, url, secret, is_for_all_jobs, created_at) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [id, workspace, url, secret ?? WebhookSecret.random(), isForAllJobs, now])
        return id
    }
}

extension ServiceProblem {
    static var noWebhook: ServiceProblem { ServiceProblem("server.noWebhook", .notFound, "There is no such webhook.") }
    static var noDelivery: ServiceProblem {
        ServiceProblem("server.noDelivery", .notFound, "There is no such delivery.")
    }
}
