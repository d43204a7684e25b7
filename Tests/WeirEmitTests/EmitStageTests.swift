import Foundation
import Testing
import WeirEmit
import WeirFlow
import WeirModel

@Suite struct EmitStageTests {
    private let run = RunIdentity(id: "r", pipeline: "p", startedAt: 0)

    private func receipt(_ number: Int, rows: Int, isLast: Bool = false) -> Receipt {
        var counts = RowCounts()
        (counts.read, counts.accepted, counts.committed) = (rows, rows, rows)
        return Receipt(
            number: number,
            counts: counts,
            totals: counts,
            source: 0,
            recordsOfSource: rows,
            byteOffset: 9,
            isLast: isLast
        )
    }

    private func lines(_ path: String) throws -> [[String: Any]] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        }
    }

    @Test("a run is told line by line, after what earlier runs told")
    func log() async throws {
        let path = NSTemporaryDirectory() + "weir-events-\(UUID().uuidString).ndjson"
        defer { try? FileManager.default.removeItem(atPath: path) }
        var settings = NDJSONEventSettings()
        settings.path = path
        for _ in 0..<2 {
            let emitter = Emitter(targets: [try NDJSONEventTarget(settings)])
            let sources = [SourceInfo(name: "in.csv", byteCount: 9)]
            emitter.emit(.runStarted(run, sources: sources, destination: "t.db"))
            let stage = EmitStage(emitter: emitter, run: run, sources: sources, clock: { 1 })
            await stage.consume(receipt(1, rows: 3))
            await stage.consume(receipt(2, rows: 0, isLast: true))
            await stage.finish()
            emitter.emit(.runCompleted(run, totals: receipt(2, rows: 3).totals, at: 2))
            #expect(emitter.deliveries.map(\.delivered) == [3])
        }
        let told = try lines(path)
        let once = ["run.started", "batch.committed", "run.completed"]
        #expect(told.map { $0["type"] as? String } == once + once)
        let commit = told[1]["data"] as? [String: Any]
        #expect(commit?["source"] as? String == "in.csv")
        #expect((commit?["rows"] as? [String: Any])?["committed"] as? Int == 3)
        #expect(commit?["run"] as? String == "r")
    }

    @Test("a target that fails does not fail the run, is warned of once, and is tried again")
    func failingTarget() async throws {
        struct Broken: EmitTarget {
            let destination = "nowhere"
            func deliver(_ event: Event) throws {
                if event.type == .batchCommitted { throw WeirError(.emitFailed, "broken") }
            }
        }
        struct Fine: EmitTarget {
            let destination = "here"
            func deliver(_ event: Event) {}
        }
        await confirmation(expectedCount: 1) { warned in
            let emitter = Emitter(targets: [Broken(), Fine()]) { error in
                #expect(error.message == "broken")
                warned()
            }
            let stage = EmitStage(emitter: emitter, run: run, sources: [], clock: { 1 })
            await stage.consume(receipt(1, rows: 1))
            await stage.consume(receipt(2, rows: 1))
            emitter.emit(.runCompleted(run, totals: RowCounts(), at: 2))
            #expect(emitter.deliveries.map(\.delivered) == [1, 3])
            #expect(emitter.deliveries.map(\.failed) == [2, 0])
        }
    }

    @Test("a full device is a failure of the event, with the path")
    func fullDevice() throws {
        var settings = NDJSONEventSettings()
        settings.path = "/dev/full"
        let target = try NDJSONEventTarget(settings)
        let event = Event.runCompleted(run, totals: RowCounts(), at: 0)
        let error = #expect(throws: WeirError.self) { try target.deliver(event) }
        #expect(error?.code == .emitFailed)
        #expect(error?.message.contains("/dev/full") == true)
    }

    @Test("a place that cannot be opened is named at the start")
    func unwritable() {
        var settings = NDJSONEventSettings()
        settings.path = "/no/such/folder/events"
        let error = #expect(throws: WeirError.self) { try NDJSONEventTarget(settings) }
        #expect(error?.code == .emitUnwritable)
        #expect(error?.message.contains(settings.path) == true)
    }
}
