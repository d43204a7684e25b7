import Foundation
import Testing
import WeirModel
import WeirTestKit

@testable import Weir

@Suite("A bench") struct BenchTests {
    static let stages = ["read", "decode", "parse", "validate", "encode", "write", "emit"]

    private static let fields = ["name: id, type: integer", "name: day, type: date", "name: text, type: string"]

    /// A table with a quoted line break here and there, and a bad row every 50.
    private static func table(_ rows: Range<Int>) -> String {
        "id,day,text\n"
            + rows.map { row in
                let text = row.isMultiple(of: 7) ? "\"line\nbreak, \"\"\(row)\"\"\"" : "plain \(row)"
                return "\(row),\(row.isMultiple(of: 50) ? "never" : "2024-02-\(10 + row % 19)"),\(text)\n"
            }.joined()
    }

    private func pipeline(
        _ work: Workspace, _ change: (inout PipelineText) -> Void = { _ in }, _ overrides: [String] = []
    ) throws -> Pipeline {
        var text = PipelineText(fields: Self.fields)
        text.emit = "[ { ndjson: { path: events.ndjson } } ]"
        change(&text)
        try work.folder.put(text.text, in: "pipeline.yaml")
        return try Pipeline.load(work.folder("pipeline.yaml"), overrides: overrides, environment: [:])
    }

    private func options(_ change: (inout BenchOptions) -> Void = { _ in }) -> BenchOptions {
        var options = BenchOptions()
        options.runs = 1
        options.leastSeconds = 0
        change(&options)
        return options
    }

    @Test("measures every stage alone and the whole, over all rows")
    func all() async throws {
        let work = try Workspace(Self.table(0..<2000))
        let bench = try Bench(pipeline(work), options: options(), cores: 2)
        let report = try await bench.measure()
        #expect(report.stages.map(\.name) == Self.stages)
        for stage in report.stages {
            #expect(stage.seconds.median > 0, "\(stage.name)")
            #expect((stage.busyShare == nil) == (stage.name == "encode"))
        }
        #expect(report.stages.dropFirst(2).map(\.rows) == Array(repeating: 2000, count: 5))
        #expect(report.input.rows == 2000)
        #expect(report.input.isWhole)
        #expect(report.input.storedBytes == work.bytes("in.csv")?.count)
        #expect(report.input.textBytes == Self.table(0..<2000).utf8.count - "id,day,text\n".utf8.count)
        #expect(report.wholes.count == 1)
        #expect(report.wholes[0].overrides == [])
        #expect(report.wholes[0].workers == 2)
        #expect(Self.stages.contains(report.wholes[0].bottleneck))
        #expect(report.wholes[0].peakMemory > 1 << 20)
        #expect(report.target == "a new SQLite table, by database pages")
    }

    @Test("tries each size of a batch with each number of workers, and names the fastest first")
    func sweep() async throws {
        let work = try Workspace(Self.table(0..<300))
        let wanted = options {
            $0.batchBytes = [4096, 1 << 20]
            $0.workers = [1, 3]
            $0.runs = 2
        }
        let report = try await Bench(pipeline(work), options: wanted, cores: 2).measure()
        let tried = report.wholes.map { "\($0.batchBytes) \($0.workers)" }
        #expect(Set(tried) == ["4096 1", "4096 3", "1048576 1", "1048576 3"])
        #expect(report.wholes.map(\.seconds.median) == report.wholes.map(\.seconds.median).sorted())
        let first = try #require(report.best)
        let size = first.batchBytes == 4096 ? "4KiB" : "1MiB"
        #expect(first.overrides == ["limits.batchBytes=\(size)", "limits.workers=\(first.workers)"])
        #expect(!report.isSlowerThanBest(first))
    }

    @Test(
        "reads no more than the limit, in whole batches, also of several and of compressed files",
        arguments: ["in.csv", "[in.csv, b.csv]", "in.csv.gz"])
    func limit(path: String) async throws {
        let work = try Workspace(Self.table(0..<3000))
        try work.folder.put(Self.table(3000..<9000), in: "b.csv")
        try work.put(gzipMember(Array(Self.table(0..<3000).utf8)), in: "in.csv.gz")
        let pipeline = try pipeline(work, { $0.read = "{ path: \(path) }" }, ["limits.batchBytes=4KiB"])
        let wanted = options {
            $0.limit = 30_000
            $0.sampleBytes = 20_000
        }
        let report = try await Bench(pipeline, options: wanted, cores: 2).measure()
        #expect(!report.input.isWhole)
        #expect((30_000..<36_000).contains(report.input.textBytes))
        #expect((900..<3000).contains(report.input.rows))
        let sample = try #require(report.stages.last)
        #expect((20_000..<26_000).contains(sample.textBytes))
        // The sample ends behind a whole record: none of its rows is short of cells.
        let text = Self.table(0..<3000).utf8.dropFirst("id,day,text\n".utf8.count).prefix(sample.textBytes)
        #expect(text.last == UInt8(ascii: "\n"))
        let records = Self.table(0..<sample.rows).utf8.count - "id,day,text\n".utf8.count
        #expect(records == sample.textBytes)
    }

    @Test("touches nothing of the pipeline's own, and leaves nothing behind")
    func traces() async throws {
        let work = try Workspace(Self.table(0..<200))
        let pipeline = try pipeline(work)
        _ = try await work.run(file: "pipeline.yaml")
        func contents() -> [String: [UInt8]?] {
            Dictionary(uniqueKeysWithValues: work.folder.names.map { ($0, work.bytes($0)) })
        }
        let before = contents()
        let bench = Bench(pipeline, options: options(), cores: 1)
        _ = try await bench.measure()
        #expect(contents() == before)
    }

    @Test(
        "goes with any sink and any policy",
        arguments: [
            ("csv: { path: out.csv }", "reject"), ("ndjson: { path: out.ndjson }", "keep"), ("null: {}", "stop"),
            ("sqlite: { path: out.db, table: t, mode: replace }", "stop"),
        ])
    func sinks(sink: String, policy: String) async throws {
        let work = try Workspace(Self.table(0..<300))
        let pipeline = try pipeline(work) {
            $0.sink = sink
            $0.onViolation = policy
            $0.errorBudget = "{ count: 1 }"
        }
        let report = try await Bench(pipeline, options: options(), cores: 1).measure()
        #expect(report.stages.map(\.name) == Self.stages)
        #expect(work.folder.names == ["in.csv", "pipeline.yaml"])
    }

    @Test("says that the pipeline's own table takes rows by another way")
    func otherWay() async throws {
        let work = try Workspace(Self.table(0..<100))
        let upsert = try pipeline(
            work, { $0.sink = "sqlite: { path: out.db, table: t, mode: upsert, key: id }" },
            ["validate.schema.fields.0.constraints={ required: true }"])
        let report = try await Bench(upsert, options: options(), cores: 1).measure()
        #expect(report.target == "a new SQLite table, by prepared statement")
        #expect(!report.notes.contains { $0.contains("by prepared statement") })

        let append = try pipeline(work)
        _ = try await work.run(file: "pipeline.yaml")
        let unknown = try pipeline(work, { $0.fields = [] })
        let other = try await Bench(unknown, options: options(), cores: 1).measure()
        #expect(other.notes.contains { $0.contains("by prepared statement, because the table exists") })
        let same = try await Bench(append, options: options(), cores: 1).measure()
        #expect(!same.notes.contains { $0.contains("by prepared statement") })
    }

    @Test("stops when it is asked to, wherever it is", arguments: ["reading", "warming", "whole runs", "write alone"])
    func stop(step: String) async throws {
        let work = try Workspace(Self.table(0..<100))
        let bench = try Bench(pipeline(work), options: options(), cores: 1)
        let error = await #expect(throws: WeirError.self) {
            try await bench.measure { if $0.hasPrefix(step) { bench.stop() } }
        }
        #expect(error?.code == .weirStopped)
        #expect(work.folder.names == ["in.csv", "pipeline.yaml"])
    }

    @Test("needs rows, and an input that it can read again")
    func refused() async throws {
        for (content, input, code) in [
            ("id,day,text\n", [], "read.noInput"), ("", ["-"], "read.unreadable"),
            ("a,b\n1,2\n", [], "validate.header"), ("", ["no.csv"], "read.notFound"),
        ] {
            let work = try Workspace(content)
            let wanted = options { $0.input = input }
            let bench = try Bench(pipeline(work), options: wanted, cores: 1)
            let error = await #expect(throws: WeirError.self) { try await bench.measure() }
            #expect(error?.code.rawValue == code)
        }
    }

    @Test("tells a program the same as a person")
    func json() async throws {
        let work = try Workspace(Self.table(0..<100))
        let wanted = options { $0.workers = [1, 2] }
        let report = try await Bench(pipeline(work), options: wanted, cores: 2).measure()
        let object = try #require(try JSONSerialization.jsonObject(with: Data(report.json)) as? [String: Any])
        #expect(object["pipeline"] as? String == "test")
        let stages = try #require(object["stages"] as? [[String: Any]])
        #expect(stages.map { $0["name"] as? String } == Self.stages)
        #expect(stages.allSatisfy { $0["bytes_per_second"] is Int && $0["time_us"] is [String: Int] })
        let whole = try #require(object["whole"] as? [[String: Any]])
        #expect(whole.count == 2)
        let best = try #require(object["best"] as? [String: Any])
        #expect(best["set"] as? [String] == report.best?.overrides)
        #expect((object["input"] as? [String: Any])?["rows"] as? Int == 100)
    }
}
