internal import WeirEmit
internal import WeirFlow
internal import WeirModel
internal import WeirRead
internal import WeirValidate
internal import WeirWrite

/// Measures each stage alone: it is fed with what the stage before it made of the sample, on one thread, again and
/// again, and what it makes is thrown away.
struct StageBench {
    /// How many passes a measurement has at most.
    private static let mostPasses = 10_000

    /// Makes the stages of a new run, with a new target.
    let makeParts: () throws -> PipelineParts
    let sample: BenchSample
    let runs: Int
    /// How long a measurement takes at least, in seconds; a small sample is passed as often as it takes.
    let leastSeconds: Double
    /// Called before each pass; it may throw to give up.
    let check: () throws -> Void
    /// Called before each stage, with its name.
    let onStage: (String) -> Void

    /// All stages in order.
    ///
    /// What one stage made is held until the next one has been measured.
    func measure() async throws -> [BenchReport.Stage] {
        var (records, checked, encoded) = ([RecordBatch](), [CheckedBatch](), [EncodedBatch]())
        var stages = [try parse(&records)]
        let size = Size(rows: records.reduce(0) { $0 + $1.rowCount }, bytes: records.reduce(0) { $0 + $1.bytes.count })
        stages = [try read(size), try decode(size)] + stages
        stages[2].rows = size.rows
        stages[2].textBytes = size.bytes
        stages.append(try transform("validate", size, records, try makeParts().validator, &checked))
        records = []
        stages.append(try transform("encode", size, checked, try makeParts().encoder, &encoded))
        checked = []
        var receipts: [Receipt] = []
        stages.append(try write(size, encoded, &receipts))
        encoded = []
        stages.append(try await emit(size, receipts))
        return stages
    }

    /// What one pass is over.
    private struct Size {
        var rows: Int
        var bytes: Int

        /// The rows that an amount of text has, if it is as the sample is.
        func rows(in bytes: Int) -> Int {
            let rows = Double(self.rows) * Double(bytes) / Double(max(self.bytes, 1))
            return Int(exactly: rows.rounded()) ?? 0
        }
    }

    /// The stored chunks hold more than the sample, which ends behind a record.
    private func decodedBytes() throws -> Int {
        var bytes = 0
        var decoder = try makeParts().decoder()
        for chunk in sample.stored { try decoder.feed(chunk) { bytes += $0.bytes.count } }
        return bytes
    }

    private func read(_ size: Size) throws -> BenchReport.Stage {
        let bytes = try decodedBytes()
        return try stage("read", Size(rows: size.rows(in: bytes), bytes: bytes)) {
            let parts = try makeParts()
            return try timed {
                var source = parts.source()
                for _ in sample.stored { _ = try source.next() }
            }
        }
    }

    private func decode(_ size: Size) throws -> BenchReport.Stage {
        let bytes = try decodedBytes()
        return try stage("decode", Size(rows: size.rows(in: bytes), bytes: bytes)) {
            let parts = try makeParts()
            return try timed {
                var decoder = try parts.decoder()
                for chunk in sample.stored { try decoder.feed(chunk) { _ in } }
            }
        }
    }

    private func parse(_ records: inout [RecordBatch]) throws -> BenchReport.Stage {
        func pass(_ take: (RecordBatch) -> Void) throws -> Double {
            let parts = try makeParts()
            return try timed {
                var parser = parts.parser()
                for chunk in sample.text { try parser.feed(chunk, take) }
                try parser.end(take)
            }
        }
        let stage = try stage("parse", Size(rows: 0, bytes: 0)) { try pass { _ in } }
        _ = try pass { records.append($0) }
        return stage
    }

    private func transform<Stage: Transform>(
        _ name: String, _ size: Size, _ inputs: [Stage.Input], _ transform: Stage,
        _ outputs: inout [Stage.Output]
    ) throws -> BenchReport.Stage {
        let stage = try stage(name, size) {
            try timed {
                for input in inputs { _ = try transform(input) }
            }
        }
        outputs = try inputs.map { try transform($0) }
        return stage
    }

    private func write(
        _ size: Size, _ encoded: [EncodedBatch], _ receipts: inout [Receipt]
    ) throws -> BenchReport.Stage {
        var made: [Receipt] = []
        let stage = try stage("write", size) {
            let parts = try makeParts()
            made = []
            return try timed {
                var writer = try parts.writer()
                for batch in encoded { try writer.feed(batch) { made.append($0) } }
                try writer.end { made.append($0) }
            }
        }
        receipts = made
        return stage
    }

    private func emit(_ size: Size, _ receipts: [Receipt]) async throws -> BenchReport.Stage {
        onStage("emit")
        func pass() async throws -> Double {
            try check()
            let emitter = try makeParts().emitter()
            let start = FlowClock.monotonic.now()
            for receipt in receipts { await emitter.consume(receipt) }
            await emitter.finish()
            return Double(FlowClock.monotonic.now() - start) / 1e9
        }
        _ = try await pass()
        var values: [Double] = []
        for _ in 0..<runs { values.append(try await pass()) }
        return BenchReport.Stage(name: "emit", rows: size.rows, textBytes: size.bytes, seconds: Spread(values))
    }

    /// Measures a pass, after one that warms up.
    private func stage(
        _ name: String, _ size: Size, _ pass: () throws -> Double
    ) throws -> BenchReport.Stage {
        onStage(name)
        try check()
        _ = try pass()
        let values = try (0..<runs).map { _ in
            var (total, passes) = (0.0, 0)
            repeat {
                try check()
                total += try pass()
                passes += 1
            } while total < leastSeconds && passes < Self.mostPasses
            return total / Double(passes)
        }
        return BenchReport.Stage(name: name, rows: size.rows, textBytes: size.bytes, seconds: Spread(values))
    }

    /// The time that something takes, in seconds.
    private func timed(_ body: () throws -> Void) rethrows -> Double {
        let start = FlowClock.monotonic.now()
        try body()
        return Double(FlowClock.monotonic.now() &- start) / 1e9
    }
}
