import Foundation
import Testing

@testable import WeirCLI

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite(.timeLimit(.minutes(2))) struct BenchCommandTests {
    private let stages = ["read", "decode", "parse", "validate", "encode", "write", "emit"]

    @Test("bench shows each stage and the whole, and leaves nothing behind")
    func text() throws {
        let (folder, temporary) = (try Orders.folder(), try WorkFolder())
        let before = folder.names
        let run = try ProgramRun(
            ["bench", "orders.yaml", "--runs", "1"], in: folder, environment: ["TMPDIR": temporary.path])
        #expect(run.exitCode == 0)
        #expect(run.output.hasPrefix("orders: 5 rows, "))
        for stage in stages { #expect(run.output.contains("\n  \(stage) "), "\(stage)") }
        #expect(run.output.contains("\n  bottleneck: "))
        #expect(!run.output.contains("--set"))
        #expect(folder.names == before)
        #expect(temporary.names == [])
    }

    @Test("bench takes a data file with a schema, and tries settings")
    func sweep() throws {
        let run = try ProgramRun(
            [
                "bench", "orders.csv", "--schema", "schema.json", "--runs", "1", "--batch", "64KiB,1MiB", "--workers",
                "1,2", "--format", "json",
            ], in: Orders.folder())
        #expect(run.exitCode == 0)
        let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        #expect(object?["pipeline"] as? String == "orders")
        #expect((object?["whole"] as? [Any])?.count == 4)
        #expect((object?["stages"] as? [[String: Any]])?.map { $0["name"] as? String } == stages)
    }

    private static let refusals: [(arguments: String, code: Int32)] = [
        ("bench", 2), ("bench orders.yaml --delimiter ;", 2), ("bench orders.yaml --runs 0", 2),
        ("bench orders.csv --batch 64XB", 2), ("bench orders.csv --workers 0,1", 2),
        ("bench orders.csv --workers 1,,2", 2), ("bench orders.csv --set name=x", 2),
        ("bench orders.csv --limit some", 2), ("bench no.yaml", 2), ("bench no.csv", 3),
        ("bench orders.csv --encoding utf-9", 2), ("bench -", 3),
    ]

    @Test("what cannot stand together or be read is refused", arguments: refusals)
    func refused(arguments: String, code: Int32) throws {
        let run = try ProgramRun(arguments.split(separator: " ").map(String.init), in: Orders.folder())
        #expect(run.exitCode == code)
        #expect(run.output.isEmpty)
        #expect(!run.errors.isEmpty)
    }

    @Test("a signal stops it, and nothing is left behind", arguments: [SIGINT, SIGTERM])
    func stopped(signal: Int32) throws {
        let (folder, temporary) = (try Orders.folder(), try WorkFolder())
        let run = try ProgramRun(
            ["bench", "orders.yaml", "--runs", "1000"], in: folder, environment: ["TMPDIR": temporary.path]
        ) { pid, _ in
            while temporary.names.isEmpty { sched_yield() }
            kill(pid, signal)
        }
        #expect(run.exitCode == (signal == SIGINT ? 130 : 143))
        #expect(run.errors.contains("weir.stopped"))
        #expect(temporary.names == [])
    }

    @Test("lists on the command line are read as in a pipeline file")
    func lists() {
        #expect(SizeList(argument: "256KiB,1MiB,4096,256KiB")?.bytes == [262_144, 1_048_576, 4096])
        #expect(SizeList(argument: "1GiB") == nil)
        #expect(SizeList(argument: "") == nil)
        #expect(CountList(argument: "2,1,2")?.counts == [2, 1])
        #expect(CountList(argument: "257") == nil)
        #expect(SizeLimit(argument: "all")?.bytes == .some(nil))
        #expect(SizeLimit(argument: "1kB")?.bytes == 1000)
        #expect(SizeLimit(argument: "none") == nil)
    }
}
