import Foundation
import Testing

/// Runs that are killed at any moment, again and again until they end.
///
/// It takes its time, so it is done where `WEIR_KILLS` is given: the number of kills.
@Suite(.serialized, .enabled(if: CrashEffort.kills > 0)) struct RandomKillTests {
    @Test("a run that is killed at random moments until it ends leaves what an undisturbed one leaves")
    func randomMoments() throws {
        var random = SystemRandomNumberGenerator()
        var kills = 0
        var round = 0
        while kills < CrashEffort.kills {
            let scenario = CrashScenario.all[round % CrashScenario.all.count]
            round += 1
            let undisturbed = try scenario.folder(rows: 3000, batchBytes: 1000, commitBytes: 4000)
            let clock = ContinuousClock()
            let start = clock.now
            #expect(try ProgramRun(["run", "p.yaml", "--progress", "none"], in: undisturbed).exitCode == 1)
            let whole = start.duration(to: clock.now)
            let expected = try scenario.outcome(in: undisturbed)

            let folder = try scenario.folder(rows: 3000, batchBytes: 1000, commitBytes: 4000)
            var attempts = 0
            while true {
                // The more often it was killed, the more time it gets: it ends at last.
                let share = Double.random(in: 0..<1, using: &random) * (1 + Double(attempts) / 4)
                let pause = whole * share
                let run = try ProgramRun(["run", "p.yaml", "--progress", "none"], in: folder) { process, _ in
                    usleep(
                        UInt32(pause.components.attoseconds / 1_000_000_000_000 + pause.components.seconds * 1_000_000))
                    Glibc.kill(process, SIGKILL)
                }
                guard run.exitCode == -1 else {
                    #expect(run.exitCode == 1, "\(scenario.name): \(run.errors)")
                    break
                }
                kills += 1
                attempts += 1
                // It had told its end already; to run it again would be to load the file once more.
                if run.output.contains("p: completed") { break }
            }
            let outcome = try scenario.outcome(in: folder)
            let difference = zip(outcome, expected).first { $0 != $1 }.map {
                "\($0.suffix(700)) instead of \($1.suffix(700))"
            }
            #expect(
                outcome == expected,
                "\(scenario.name) after \(attempts) kills: \(difference ?? "other files: \(folder.names)")")
        }
    }
}
