import Foundation
import Testing

/// Disks that are full before a run is done, and then are not.
@Suite(
    .serialized, .enabled(if: CrashEffort.step != nil),
    .enabled(if: SmallDisk.isPossible, "only who may mount can make a small disk"))
struct FullDiskTests {
    /// How much more room there is at each attempt.
    private static let step = (CrashEffort.step ?? 1) * 32 << 10

    private func folder(_ scenario: CrashScenario, in base: String = NSTemporaryDirectory()) throws -> WorkFolder {
        try scenario.folder(rows: 3000, batchBytes: 4000, commitBytes: 12_000, in: base)
    }

    @Test(
        "wherever the disk is full the run says so, and the next one, when there is room again, ends as if nothing had been",
        arguments: CrashScenario.files)
    func full(_ scenario: CrashScenario) throws {
        let undisturbed = try folder(scenario)
        #expect(try ProgramRun(["run", "p.yaml", "--progress", "none"], in: undisturbed).exitCode == 1)
        let expected = try scenario.outcome(in: undisturbed)

        let disk = try SmallDisk(bytes: 4 << 20)
        var failures = 0
        var room = 0
        while true {
            let folder = try folder(scenario, in: disk.path)
            try disk.fill(leaving: room)
            let run = try ProgramRun(["run", "p.yaml", "--progress", "none"], in: folder)
            disk.clear()
            if run.exitCode == 1 { break }
            failures += 1
            #expect(run.exitCode == 4, "\(room): \(run.errors)")
            #expect(run.errors.contains("error: write.diskFull: "), "\(room): \(run.errors)")
            try scenario.checkIsWhole(folder, finished: expected, "\(room) bytes of room")

            let again = try ProgramRun(["run", "p.yaml", "--progress", "none"], in: folder)
            #expect(again.exitCode == 1, "\(room): \(again.errors)")
            #expect(try scenario.outcome(in: folder) == expected, "\(scenario.name), \(room) bytes of room")
            room += Self.step
        }
        #expect(failures > 1)
    }
}
