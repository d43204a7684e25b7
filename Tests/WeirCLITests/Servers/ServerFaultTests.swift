import Foundation
import Testing

@testable import WeirPostgreSQL

/// A database server that fails in the middle of a run, and comes back.
@Suite(
    .serialized, .enabled(if: CrashEffort.step != nil),
    .enabled(if: CrashScenario.postgresURL != nil, "Tests/PostgreSQL/run starts a server for these"))
struct ServerFaultTests {
    private static let rows = 20_000

    private func folder(_ scenario: CrashScenario, _ server: OwnServer) throws -> WorkFolder {
        try scenario.folder(rows: Self.rows, batchBytes: 4000, commitBytes: 40_000, url: server.url)
    }

    private func run(_ folder: WorkFolder, meanwhile: (pid_t) throws -> Void = { _ in }) throws -> ProgramRun {
        try ProgramRun(["run", "p.yaml", "--progress", "none"], in: folder) { process, _ in try meanwhile(process) }
    }

    /// Disturbs runs of a scenario until one ends well, and compares what is left with what an undisturbed one leaves.
    private func disturb(
        _ scenario: CrashScenario, _ server: OwnServer, rounds: Int, fault: () throws -> Void,
        mend: () throws -> Void
    ) throws {
        let undisturbed = try folder(scenario, server)
        let clock = ContinuousClock()
        let start = clock.now
        #expect(try run(undisturbed).exitCode == 1)
        let whole = start.duration(to: clock.now) / .seconds(1)
        let expected = try scenario.outcome(in: undisturbed, url: server.url)
        var disturbed = 0
        for round in 1...rounds {
            let folder = try folder(scenario, server)
            var attempts = 0
            while true {
                let share = Double(round) / Double(rounds + 1) * (1 + Double(attempts) / 2)
                let ended = try run(folder) { _ in
                    usleep(UInt32(whole * share * 1e6))
                    try fault()
                }
                try mend()
                if ended.exitCode == 1 { break }
                disturbed += 1
                attempts += 1
                #expect(ended.exitCode == 4, "\(ended.errors)")
                #expect(ended.errors.contains("error: write."), "\(ended.errors)")
                try #require(attempts < 40)
            }
            #expect(try scenario.outcome(in: folder, url: server.url) == expected, "\(scenario.name), round \(round)")
        }
        #expect(disturbed > 0)
    }

    @Test(
        "a server that is killed in the middle of a load and started again has each row once",
        arguments: CrashScenario.postgres)
    func killedServer(_ scenario: CrashScenario) throws {
        let server = try OwnServer()
        try disturb(
            scenario, server, rounds: 3, fault: { try server.control("kill") }, mend: { try server.control("start") })
    }

    @Test(
        "a connection that is cut in the middle of a load leaves a run that goes on", arguments: CrashScenario.postgres)
    func cutConnection(_ scenario: CrashScenario) throws {
        let server = try OwnServer()
        try disturb(
            scenario, server, rounds: 4,
            fault: {
                try Connection(url: server.url, name: "tests").execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'weir%'")
            }, mend: {})
    }

    @Test("a server that only reads, as after a fail-over, is told as that, and the run goes on when it writes again")
    func readOnly() throws {
        let server = try OwnServer()
        let scenario = CrashScenario.postgres[1]
        let folder = try folder(scenario, server)
        let admin = try Connection(url: server.url, name: "tests")
        try admin.execute("ALTER DATABASE postgres SET default_transaction_read_only = on")
        let refused = try run(folder)
        #expect(refused.exitCode == 4)
        #expect(refused.errors.contains("error: write.unwritable: ") && refused.errors.contains("only reads"))
        try admin.execute("ALTER DATABASE postgres RESET default_transaction_read_only")
        #expect(try run(folder).exitCode == 1)
    }

    @Test("a deadlock ends the run as busy, and the next one goes on")
    func deadlock() throws {
        let server = try OwnServer()
        let scenario = CrashScenario.postgres[1]
        let undisturbed = try folder(scenario, server)
        #expect(try run(undisturbed).exitCode == 1)
        let expected = try scenario.outcome(in: undisturbed, url: server.url)

        let folder = try folder(scenario, server)
        let other = try Connection(url: server.url, name: "tests")
        try other.execute("SET search_path = \"\(scenario.schemaName(folder))\"; SET deadlock_timeout = '1min'")
        // Row 9000 waits for us; once the run waits for it, we wait for row 1 of the run.
        try other.execute("BEGIN; INSERT INTO t VALUES (9000, 'other')")
        let ended = try run(folder) { _ in
            let watch = try Connection(url: server.url, name: "tests")
            while try watch.query("SELECT FROM pg_locks WHERE NOT granted").isEmpty { usleep(20_000) }
            try other.execute("INSERT INTO t VALUES (8999, 'other') ON CONFLICT DO NOTHING")
        }
        try other.execute("ROLLBACK")
        #expect(ended.exitCode == 4)
        #expect(ended.errors.contains("error: write.busy: ") && ended.errors.contains("40P01"), "\(ended.errors)")
        #expect(try run(folder).exitCode == 1)
        #expect(try scenario.outcome(in: folder, url: server.url) == expected)
    }
}
