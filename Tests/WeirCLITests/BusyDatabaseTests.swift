import Foundation
import GRDB
import Testing

/// Another process, which is this one, writes to the database that a run is to load.
@Suite(.timeLimit(.minutes(2))) struct BusyDatabaseTests {
    private static let patience = Duration.seconds(5)

    /// A folder with a pipeline, 20,000 rows for it, and a database with a table.
    private func folder(mode: String) throws -> WorkFolder {
        let folder = try WorkFolder()
        try folder.write("in.csv", Self.rows(1...20_000, header: true))
        try folder.write(
            "p.yaml",
            """
            name: p
            read: { path: in.csv }
            validate:
              schema: { fields: [ { name: id, type: integer, constraints: { required: true } }, { name: text, type: string } ] }
            write: { sqlite: { path: out.db, table: t, mode: \(mode) }, commitBytes: 1 }
            limits: { batchBytes: 64KiB }

            """)
        let queue = try DatabaseQueue(path: "\(folder.path)/out.db")
        try queue.write {
            try $0.execute(
                sql: """
                    CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT); CREATE INDEX i ON t (text);
                    INSERT INTO t VALUES (-1, 'old')
                    """)
        }
        try queue.close()
        return folder
    }

    private static func rows(_ numbers: ClosedRange<Int>, header: Bool = false) -> String {
        (header ? "id,text\n" : "") + numbers.map { "\($0),a text of the record \($0)\n" }.joined()
    }

    /// Takes the lock that only one writer can have, and gives it back when `body` is done.
    private func whileWriting<Result>(to folder: WorkFolder, _ body: () throws -> Result) throws -> Result {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(30)
        let queue = try DatabaseQueue(path: "\(folder.path)/out.db", configuration: configuration)
        defer { try? queue.close() }
        try queue.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
        defer { try? queue.writeWithoutTransaction { try $0.rollback() } }
        return try body()
    }

    private func ids(_ folder: WorkFolder) throws -> [Int] {
        #expect(try fetch("PRAGMA integrity_check", folder) == ["ok"])
        return try fetch("SELECT id FROM t ORDER BY id", folder)
    }

    private func fetch<Value: DatabaseValueConvertible>(_ sql: String, _ folder: WorkFolder) throws -> [Value] {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        let queue = try DatabaseQueue(path: "\(folder.path)/out.db", configuration: configuration)
        defer { try? queue.close() }
        return try queue.read { try Value.fetchAll($0, sql: sql) }
    }

    /// Waits until something holds, as long as the program runs.
    private func wait(for program: pid_t, until holds: () throws -> Bool) throws {
        while try !holds() { try #require(ProgramRun.isRunning(program)) }
    }

    @Test(
        "a database that is not let go is given up after five seconds, and nothing is changed",
        arguments: ["append", "replace", "upsert, key: [id]"])
    func givenUp(mode: String) throws {
        let folder = try folder(mode: mode)
        let clock = ContinuousClock()
        let start = clock.now
        let run = try whileWriting(to: folder) { try ProgramRun(["run", "p.yaml", "--progress", "none"], in: folder) }
        #expect(start.duration(to: clock.now) >= Self.patience)
        #expect(run.exitCode == 4)
        #expect(run.errors.contains("error: write.busy: "), "\(run.errors)")
        #expect(run.errors.contains("out.db: database is locked (5)"), "\(run.errors)")
        #expect(run.errors.contains("hint: another program is writing to the database; try again when it is done"))
        #expect(try ids(folder) == [-1])
        #expect(folder.names == ["in.csv", "out.db", "p.yaml"])
    }

    @Test("a run goes on as soon as the other program is done")
    func letGo() throws {
        let folder = try folder(mode: "append")
        // The other program writes until the run has begun, which its own lock tells.
        let begun = "\(folder.path)/out.db.weir-lock"
        let run = try ProgramRun(["run", "p.yaml", "--progress", "none"], in: folder) { pid, _ in
            try whileWriting(to: folder) {
                try wait(for: pid) { access(begun, F_OK) == 0 }
            }
        }
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(try ids(folder) == [-1] + Array(1...20_000))
    }

    @Test("one that comes in between two commits and stays ends the run, and what was committed before is kept")
    func between() throws {
        let folder = try folder(mode: "append")
        let pipe = "\(folder.path)/pipe.csv"
        try #require(mkfifo(pipe, 0o600) == 0)
        // Should the program end too soon, writing to it is an error and no signal.
        signal(SIGPIPE, SIG_IGN)
        let arguments = ["run", "p.yaml", "--input", "pipe.csv", "--progress", "none"]
        let run = try ProgramRun(arguments, in: folder) { pid, errors in
            let writer = try FileHandle(forWritingTo: URL(fileURLWithPath: pipe))
            defer { try? writer.close() }
            try writer.write(contentsOf: Data(Self.rows(1...20_000, header: true).utf8))
            try wait(for: pid) { try fetch("SELECT count(*) FROM t", folder) != [1] }
            // Now it waits for more of the pipe, or will commit what it has and then wait.
            try whileWriting(to: folder) {
                try? writer.write(contentsOf: Data(Self.rows(20_001...40_000).utf8))
                try? writer.close()
                let answer = try errors.readToEnd() ?? Data()
                #expect(String(decoding: answer, as: UTF8.self).contains("error: write.busy: "))
            }
        }
        #expect(run.exitCode == 4)
        let kept = try ids(folder)
        #expect(kept.count > 1)
        #expect(kept == [-1] + Array(1..<kept.count))
    }
}
