internal import GRDB

/// A message to one endpoint: the outbox has it from the transaction on that it tells of.
struct Delivery: Sendable {
    /// Where it stands.
    enum State: String, Sendable {
        case waiting
        case delivered
        case givenUp = "given-up"
    }

    /// Its name, which is the `webhook-id` of every attempt.
    var id: String
    var webhook: String
    var workspace: String
    var job: String?
    var type: String
    var url: String
    var body: String
    var state: State
    var attempts: Int
    var createdAt: Timestamp
    var nextAt: Timestamp?
    var deliveredAt: Timestamp?
    var lastStatus: Int?
    var lastError: String?

    init(row: Row) {
        id = row["id"]
        webhook = row["webhook"]
        workspace = row["workspace"]
        job = row["job"]
        type = row["type"]
        url = row["url"]
        body = row["body"]
        state = State(rawValue: row["state"]) ?? .givenUp
        attempts = row["attempts"]
        createdAt = row["created_at"]
        nextAt = row["next_at"]
        deliveredAt = row["delivered_at"]
        lastStatus = row["last_status"]
        lastError = row["last_error"]
    }

    static let select = """
        SELECT deliveries.*, webhooks.url FROM deliveries JOIN webhooks ON webhooks.id = deliveries.webhook
        """
}

extension JobStore {
    /// Puts the message about a job that has ended into the outbox of everybody who is to be called.
    static func enqueueDeliveries(about job: JobRecord, at now: Timestamp, in database: Database) throws {
        let endpoints = try String.fetchAll(
            database,
            sql: """
                SELECT id FROM webhooks WHERE disabled_at IS NULL AND (
                    (is_for_all_jobs AND (workspace IS NULL OR workspace = ?))
                    OR id IN (SELECT webhook FROM job_webhooks WHERE job = ?))
                """,
            arguments: [job.workspace, job.id])
        guard !endpoints.isEmpty else { return }
        let type = "job.\(job.state.rawValue)"
        let body = #"{"type":"\#(type)","timestamp":"\#(now.text)","data":\#(JobView(job).text)}"#
        for endpoint in endpoints {
            try insertDelivery(endpoint, job.workspace, job.id, type, body, at: now, in: database)
        }
    }

    @discardableResult
    private static func insertDelivery(
        _ webhook: String, _ workspace: String, _ job: String?, _ type: String, _ body: String, at now: Timestamp,
        in database: Database
    ) throws -> String {
        let id = "msg_" + Identifier.new(at: now)
        try database.execute(
            sql: """
                INSERT INTO deliveries (id, webhook, workspace, job, type, body, state, attempts, created_at, next_at)
                VALUES (?, ?, ?, ?, ?, ?, 'waiting', 0, ?, ?)
                """,
            arguments: [id, webhook, workspace, job, type, body, now, now])
        return id
    }

    /// Puts a test message into the outbox of an endpoint.
    ///
    /// - Throws: `server.noWebhook`.
    func enqueueTest(of webhook: String, workspace: String) async throws -> Delivery {
        try await database.write { database in
            let endpoint = try WebhookBook.endpoint(webhook, in: database)
            guard let endpoint, endpoint.workspace == workspace else { throw ServiceProblem.noWebhook }
            let now = Timestamp.now
            let body = #"{"type":"webhook.test","timestamp":"\#(now.text)","data":{}}"#
            let id = try Self.insertDelivery(webhook, workspace, nil, "webhook.test", body, at: now, in: database)
            return try Self.delivery(id, in: database)
        }
    }

    /// The messages about a job.
    func deliveries(about job: String) async throws -> [Delivery] {
        try await database.read { database in
            try Row.fetchAll(database, sql: Delivery.select + " WHERE job = ? ORDER BY deliveries.id", arguments: [job])
                .map(Delivery.init)
        }
    }

    /// Lets a message be sent once more, at once.
    ///
    /// - Throws: `server.noDelivery`.
    func redeliver(_ id: String, of workspace: String, by actor: String) async throws -> Delivery {
        try await database.write { database in
            let row = try Row.fetchOne(
                database, sql: Delivery.select + " WHERE deliveries.id = ? AND deliveries.workspace = ?",
                arguments: [id, workspace])
            guard row != nil else { throw ServiceProblem.noDelivery }
            try database.execute(
                sql:
                    "UPDATE deliveries SET state = 'waiting', attempts = 0, next_at = ?, delivered_at = NULL WHERE id = ?",
                arguments: [Timestamp.now, id])
            try Self.note(.now, workspace, actor, "redeliver", nil, id, in: database)
            return try Self.delivery(id, in: database)
        }
    }

    /// Messages whose time has come, and when the next one's comes.
    func dueDeliveries(limit: Int) async throws -> (due: [(Delivery, WebhookBook.Endpoint)], next: Timestamp?) {
        try await database.read { database in
            let now = Timestamp.now
            let rows = try Row.fetchAll(
                database,
                sql: Delivery.select
                    + " WHERE state = 'waiting' AND next_at <= ? AND disabled_at IS NULL ORDER BY next_at LIMIT ?",
                arguments: [now, limit])
            let due = try rows.compactMap { row in
                let delivery = Delivery(row: row)
                return try WebhookBook.endpoint(delivery.webhook, in: database).map { (delivery, $0) }
            }
            let next = try Timestamp.fetchOne(
                database, sql: "SELECT min(next_at) FROM deliveries WHERE state = 'waiting' AND next_at > ?",
                arguments: [now])
            return (due, next)
        }
    }

    /// Notes what came of an attempt.
    func note(_ outcome: WebhookSender.Outcome, of delivery: Delivery) async throws {
        try await database.write { database in
            let now = Timestamp.now
            let attempt = delivery.attempts + 1
            switch outcome {
            case .delivered(let status):
                try database.execute(
                    sql: """
                        UPDATE deliveries SET state = 'delivered', attempts = ?, next_at = NULL, delivered_at = ?,
                            last_status = ?, last_error = NULL WHERE id = ?
                        """, arguments: [attempt, now, status, delivery.id])
            case .gone:
                try database.execute(
                    sql: """
                        UPDATE deliveries SET state = 'given-up', attempts = ?, next_at = NULL, last_status = 410,
                            last_error = 'it wants no more calls' WHERE id = ?
                        """, arguments: [attempt, delivery.id])
                try database.execute(
                    sql: "UPDATE webhooks SET disabled_at = ?, disabled_reason = ? WHERE id = ?",
                    arguments: [now, "it answered 410 (gone)", delivery.webhook])
            case .failed(let status, let reason, let retryAfter):
                let pause = RetrySchedule.pause(
                    afterAttempt: attempt, asked: retryAfter, chance: Double.random(in: 0...1))
                try database.execute(
                    sql: """
                        UPDATE deliveries SET state = ?, attempts = ?, next_at = ?, last_status = ?, last_error = ?
                        WHERE id = ?
                        """,
                    arguments: [
                        pause == nil ? Delivery.State.givenUp.rawValue : Delivery.State.waiting.rawValue, attempt,
                        pause.map { now.adding(seconds: $0) }, status, reason, delivery.id,
                    ])
            }
        }
    }

    private static func delivery(_ id: String, in database: Database) throws -> Delivery {
        guard let row = try Row.fetchOne(database, sql: Delivery.select + " WHERE deliveries.id = ?", arguments: [id])
        else {
            throw ServiceProblem.noDelivery
        }
        return Delivery(row: row)
    }
}
