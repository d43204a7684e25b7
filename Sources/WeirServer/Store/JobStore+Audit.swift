internal import GRDB

/// Who did what.
struct AuditRecord: Sendable {
    var number: Int
    var at: Timestamp
    var actor: String
    var action: String
    var job: String?
    var detail: String?
}

extension JobStore {
    /// The audit log of a workspace, the newest first.
    func audit(of workspace: String, before number: Int?, limit: Int) async throws -> [AuditRecord] {
        try await database.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT * FROM audit WHERE workspace = ? AND (? IS NULL OR number < ?)
                    ORDER BY number DESC LIMIT ?
                    """,
                arguments: [workspace, number, number, limit]
            ).map { row in
                AuditRecord(
                    number: row["number"], at: row["at"], actor: row["actor"], action: row["action"], job: row["job"],
                    detail: row["detail"])
            }
        }
    }

    static func note(
        _ at: Timestamp, _ workspace: String, _ actor: String, _ action: String, _ job: String?, _ detail: String?,
        in database: Database
    ) throws {
        try database.execute(
            sql: "INSERT INTO audit (at, workspace, actor, action, job, detail) VALUES (?, ?, ?, ?, ?, ?)",
            arguments: [at, workspace, actor, action, job, detail])
    }
}
