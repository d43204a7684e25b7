internal import GRDB

extension JobStore {
    /// The steps from an empty file to this version; a step that was released is never changed.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE jobs (
                        id TEXT PRIMARY KEY NOT NULL,
                        workspace TEXT NOT NULL,
                        pipeline TEXT NOT NULL,
                        file_name TEXT NOT NULL,
                        stored_name TEXT NOT NULL,
                        file_bytes INTEGER NOT NULL,
                        digest TEXT NOT NULL,
                        replay_of TEXT,
                        state TEXT NOT NULL,
                        attempt INTEGER NOT NULL,
                        lease TEXT,
                        created_at INTEGER NOT NULL,
                        started_at INTEGER,
                        completed_at INTEGER,
                        total_rows INTEGER,
                        rows_read INTEGER NOT NULL,
                        rows_accepted INTEGER NOT NULL,
                        rows_rejected INTEGER NOT NULL,
                        rows_committed INTEGER NOT NULL,
                        rows_skipped INTEGER NOT NULL,
                        issues_total INTEGER NOT NULL,
                        issues_partial INTEGER NOT NULL,
                        detail TEXT NOT NULL,
                        failure TEXT
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX jobs_by_workspace ON jobs (workspace, id);
                    CREATE INDEX jobs_by_state ON jobs (state, id);

                    CREATE TABLE issues (
                        job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
                        number INTEGER NOT NULL,
                        code TEXT NOT NULL,
                        severity TEXT NOT NULL,
                        field TEXT,
                        record TEXT NOT NULL,
                        PRIMARY KEY (job, number)
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE events (
                        job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
                        number INTEGER NOT NULL,
                        kind TEXT NOT NULL,
                        record TEXT NOT NULL,
                        PRIMARY KEY (job, number)
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE idempotency (
                        workspace TEXT NOT NULL,
                        key TEXT NOT NULL,
                        request TEXT NOT NULL,
                        job TEXT NOT NULL,
                        made_at INTEGER NOT NULL,
                        PRIMARY KEY (workspace, key)
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE tokens (
                        id TEXT PRIMARY KEY NOT NULL,
                        workspace TEXT NOT NULL,
                        name TEXT NOT NULL,
                        scopes TEXT NOT NULL,
                        hash BLOB NOT NULL,
                        created_at INTEGER NOT NULL,
                        revoked_at INTEGER
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE webhooks (
                        id TEXT PRIMARY KEY NOT NULL,
                        workspace TEXT,
                        url TEXT NOT NULL,
                        secret TEXT NOT NULL,
                        is_for_all_jobs INTEGER NOT NULL,
                        created_at INTEGER NOT NULL,
                        disabled_at INTEGER,
                        disabled_reason TEXT,
                        UNIQUE (workspace, url)
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE job_webhooks (
                        job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
                        webhook TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
                        PRIMARY KEY (job, webhook)
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE deliveries (
                        id TEXT PRIMARY KEY NOT NULL,
                        webhook TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
                        workspace TEXT NOT NULL,
                        job TEXT,
                        type TEXT NOT NULL,
                        body TEXT NOT NULL,
                        state TEXT NOT NULL,
                        attempts INTEGER NOT NULL,
                        created_at INTEGER NOT NULL,
                        next_at INTEGER,
                        delivered_at INTEGER,
                        last_status INTEGER,
                        last_error TEXT
                    ) STRICT, WITHOUT ROWID;
                    CREATE INDEX deliveries_by_time ON deliveries (state, next_at);
                    CREATE INDEX deliveries_by_job ON deliveries (job, id);

                    CREATE TABLE audit (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        at INTEGER NOT NULL,
                        workspace TEXT NOT NULL,
                        actor TEXT NOT NULL,
                        action TEXT NOT NULL,
                        job TEXT,
                        detail TEXT
                    ) STRICT;
                    CREATE INDEX audit_by_workspace ON audit (workspace, number);
                    """)
        }
        migrator.registerMigration("2") { database in
            try database.execute(
                sql: "CREATE INDEX jobs_by_end ON jobs (completed_at) WHERE completed_at IS NOT NULL")
        }
        return migrator
    }
}
