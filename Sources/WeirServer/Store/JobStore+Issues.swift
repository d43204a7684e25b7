internal import GRDB

/// What is wrong with a row, as the store has it: the record of the issues file, and what it is looked up by.
struct StoredIssue: Sendable {
    /// Its place among the issues of the job, from 1.
    var number: Int
    var code: String
    var severity: String
    var field: String?
    /// The object as JSON.
    var record: String
}

/// What issues are looked for by.
struct IssueFilter: Sendable {
    var code: String?
    var field: String?
    var severity: String?
}

extension JobStore {
    /// Adds issues to those of a job, in order; what is there already stays.
    func add(_ issues: [StoredIssue], to job: String, lease: String) async throws {
        try await database.write { database in
            let current = try String.fetchOne(database, sql: "SELECT lease FROM jobs WHERE id = ?", arguments: [job])
            guard current == lease else { return }
            let insert = try database.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO issues (job, number, code, severity, field, record)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """)
            for issue in issues {
                try insert.execute(arguments: [
                    job, issue.number, issue.code, issue.severity, issue.field, issue.record,
                ])
            }
        }
    }

    /// The issues of a job behind a number, in the order of the rows.
    func issues(of job: String, _ filter: IssueFilter = IssueFilter(), after number: Int, limit: Int) async throws
        -> [StoredIssue]
    {
        try await database.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT number, code, severity, field, record FROM issues
                    WHERE job = ? AND number > ? AND (? IS NULL OR code = ?) AND (? IS NULL OR field = ?)
                        AND (? IS NULL OR severity = ?)
                    ORDER BY number LIMIT ?
                    """,
                arguments: [
                    job, number, filter.code, filter.code, filter.field, filter.field, filter.severity,
                    filter.severity, limit,
                ]
            ).map { row in
                StoredIssue(
                    number: row["number"], code: row["code"], severity: row["severity"], field: row["field"],
                    record: row["record"])
            }
        }
    }
}
