import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite(.timeLimit(.minutes(1))) struct StopTests {
    private static let notice = "stopping at the next batch border (press Ctrl-C again to stop at once)\n"

    /// Runs the orders from a pipe that stays open, and sends signals once the program has opened it; each further one
    /// when the program has answered the first.
    private func stopped(by signals: Int32...) throws -> ProgramRun {
        let folder = try Orders.folder()
        let pipe = "\(folder.path)/pipe.csv"
        try #require(mkfifo(pipe, 0o600) == 0)
        var descriptor: Int32 = -1
        defer { close(descriptor) }
        return try ProgramRun(["run", "orders.yaml", "--input", "pipe.csv"], in: folder) { pid, errors in
            // Opening waits until the program has opened the other end.
            descriptor = open(pipe, O_WRONLY | O_CLOEXEC)
            try #require(descriptor >= 0)
            for (index, number) in signals.enumerated() {
                kill(pid, number)
                guard index == 0 else { continue }
                let answer = try errors.read(upToCount: Self.notice.utf8.count) ?? Data()
                #expect(String(decoding: answer, as: UTF8.self) == Self.notice)
            }
        }
    }

    @Test("Ctrl-C ends a run that waits for a silent pipe, with what was committed")
    func interrupt() throws {
        let run = try stopped(by: SIGINT)
        #expect(run.exitCode == 130)
        #expect(run.output.contains("orders: stopped"))
        #expect(run.output.contains("committed 0 rows"))
        #expect(run.output.contains("orders.db, table orders (0 rows)"))
    }

    @Test("SIGTERM gives exit code 143")
    func terminate() throws {
        #expect(try stopped(by: SIGTERM).exitCode == 143)
    }

    @Test("a second signal ends the run at once, with the code of the first")
    func twice() throws {
        #expect(try stopped(by: SIGINT, SIGTERM).exitCode == 130)
    }
}
