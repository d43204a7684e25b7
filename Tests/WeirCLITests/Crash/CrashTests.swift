import Foundation
import Testing

/// What is left after any fault, and another run of the same pipeline, is what an undisturbed run leaves.
///
/// It takes minutes, so it is done where `WEIR_CRASH_STEP` is given: the distance between the operations that are tried, of
/// which 1 tries each one.
@Suite(.serialized, .enabled(if: CrashEffort.step != nil)) struct CrashTests {
    private func folder(_ scenario: CrashScenario) throws -> WorkFolder {
        try scenario.folder(rows: 40, batchBytes: 100, commitBytes: 250)
    }

    private func undisturbed(_ scenario: CrashScenario) throws -> [String] {
        let folder = try folder(scenario)
        let run = try ProgramRun(["run", "p.yaml", "--progress", "none"], in: folder)
        #expect(run.exitCode == 1, "\(run.errors)")
        return try scenario.outcome(in: folder)
    }

    /// Runs to the end, without a fault.
    private func finish(_ scenario: CrashScenario, _ folder: WorkFolder, _ fault: Fault, expecting: [String]) throws {
        let run = try ProgramRun(["run", "p.yaml", "--progress", "none"], in: folder)
        #expect(run.exitCode == 1, "\(scenario.name), \(fault): \(run.errors)")
        let outcome = try scenario.outcome(in: folder)
        let difference = zip(outcome, expecting).first { $0 != $1 }.map {
            "\($0.suffix(700)) instead of \($1.suffix(700))"
        }
        #expect(
            outcome == expecting, "\(scenario.name), \(fault): \(difference ?? "other files: \(folder.names)")")
    }

    @Test(
        "a run that is killed at any durable operation, and killed again while it goes on, ends as if nothing had been",
        arguments: CrashScenario.all)
    func kill(_ scenario: CrashScenario) throws {
        let expected = try undisturbed(scenario)
        var place = 1
        var kills = 0
        while true {
            let folder = try folder(scenario)
            let fault = place % 2 == 0 ? Fault.tear(place) : .kill(place)
            let first = try ProgramRun(
                ["run", "p.yaml", "--progress", "none"], in: folder, environment: fault.environment)
            guard first.exitCode == -1 else { break }
            kills += 1
            try scenario.checkIsWhole(folder, finished: expected, "\(fault)")
            defer { place += scenario.stride }
            if scenario.isOver(first) {
                #expect(try scenario.outcome(in: folder) == expected, "\(scenario.name), \(fault)")
                continue
            }
            // The recovery is disturbed too, at a place that moves.
            let second = Fault.kill(1 + place * 3 % (17 * scenario.stride))
            let recovery = try ProgramRun(
                ["run", "p.yaml", "--progress", "none"], in: folder, environment: second.environment)
            if recovery.exitCode == -1, !scenario.isOver(recovery) {
                kills += 1
                try scenario.checkIsWhole(folder, finished: expected, "\(second)")
                try finish(scenario, folder, fault, expecting: expected)
            } else {
                #expect(try scenario.outcome(in: folder) == expected, "\(scenario.name), \(fault), \(second)")
            }
        }
        #expect(kills > 4, "\(scenario.name): \(kills) kills")
    }

    @Test(
        "whichever durable operation fails, the run says so, and the next one ends as if nothing had been",
        arguments: CrashScenario.all)
    func fail(_ scenario: CrashScenario) throws {
        let expected = try undisturbed(scenario)
        var place = 1
        var failures = 0
        while true {
            let folder = try folder(scenario)
            let fault = Fault.fail(place, place % 2 == 0 ? ENOSPC : EIO)
            let first = try ProgramRun(
                ["run", "p.yaml", "--progress", "none"], in: folder, environment: fault.environment)
            #expect([1, 4].contains(first.exitCode), "\(scenario.name), \(fault): \(first.exitCode) \(first.errors)")
            if first.exitCode == 1 {
                // The operation was one that a run can do without, or there is none at this place.
                // What it could not remove does no harm.
                for name in folder.names where name.hasSuffix(".weir-lock") || name.hasSuffix(".progress") {
                    unlink("\(folder.path)/\(name)")
                }
                #expect(try scenario.outcome(in: folder) == expected, "\(scenario.name), \(fault)")
                if try place > 1000 || !reaches(place, scenario) { break }
            } else {
                failures += 1
                #expect(first.errors.contains("write."), "\(scenario.name), \(fault): \(first.errors)")
                try scenario.checkIsWhole(folder, finished: expected, "\(fault)")
                try finish(scenario, folder, fault, expecting: expected)
            }
            place += scenario.stride
        }
        #expect(failures > 2, "\(scenario.name): \(failures) failures")
    }

    /// Whether a run has a durable operation at a place.
    private func reaches(_ place: Int, _ scenario: CrashScenario) throws -> Bool {
        let fault = Fault.kill(place)
        return try ProgramRun(
            ["run", "p.yaml", "--progress", "none"], in: try folder(scenario), environment: fault.environment
        ).exitCode == -1
    }
}
