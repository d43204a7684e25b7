import Benchmark
import Weir
import WeirFlow
import WeirModel
import WeirParse
import WeirRead
import WeirSQLite
import WeirSpec
import WeirValidate
import WeirWrite

// swift package --package-path Benchmarks benchmark
//
// Compare figures of one run with each other (kernels with each other, two workers with one), not with a number: the
// speed of machines differs.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .cpuTotal, .throughput, .peakMemoryResident],
        maxDuration: .seconds(3),
        maxIterations: 50
    )

    // The kernel with what parse does around it: one for each implementation that this processor runs.
    for kernel in ScanKernel.available {
        Benchmark("parse, kernel \(kernel.rawValue)") { benchmark in
            let pool = BufferPool()
            let chunks = Flights.chunks(pool: pool)
            benchmark.startMeasurement()
            for _ in benchmark.scaledIterations {
                blackHole(try parse(chunks, kernel: kernel, pool: pool))
            }
        }
    }

    Benchmark("validate, one worker's work") { benchmark in
        let pool = BufferPool()
        let batches = try parse(Flights.chunks(pool: pool), kernel: .best, pool: pool)
        let validator = Validator(plan: try ValidationPlan(schema: Flights.schema), pool: pool)
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations {
            for batch in batches { blackHole(try validator(batch)) }
        }
    }

    Benchmark("encode, SQLite page images") { benchmark in
        let pool = BufferPool()
        let plan = try ValidationPlan(schema: Flights.schema)
        let validator = Validator(plan: plan, pool: pool)
        let batches = try parse(Flights.chunks(pool: pool), kernel: .best, pool: pool).map { try validator($0) }
        var settings = SQLiteSettings()
        settings.path = "no-such-database"
        settings.table = "flights"
        let encoder = SQLiteSink(settings, pool: pool).makeEncoder(columns: TableColumns(plan.columns))
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations {
            for batch in batches { blackHole(try encoder.encode(batch)) }
        }
    }

    for workers in [1, 2] {
        Benchmark("flow, 10,000 items, \(workers) workers") { benchmark in
            for _ in benchmark.scaledIterations { try await countedFlow(items: 10_000, workers: workers) }
        }

        Benchmark("whole run, checked and thrown away, \(workers) workers") { benchmark in
            let folder = try TemporaryFolder()
            let input = try folder.write(Flights.csv, to: "flights.csv")
            benchmark.startMeasurement()
            for _ in benchmark.scaledIterations {
                try await run(input: input, workers: workers) { $0.null = NullSinkSettings() }
            }
        }

        Benchmark("whole run into a new SQLite table, \(workers) workers") { benchmark in
            let folder = try TemporaryFolder()
            let input = try folder.write(Flights.csv, to: "flights.csv")
            benchmark.startMeasurement()
            for _ in benchmark.scaledIterations {
                try await run(input: input, workers: workers) { write in
                    var sqlite = SQLiteSettings()
                    sqlite.path = folder.path + "/flights.db"
                    sqlite.table = "flights"
                    sqlite.mode = .replace
                    write.sqlite = sqlite
                }
            }
        }
    }
}

/// Parses a whole file.
func parse(_ chunks: [ByteChunk], kernel: ScanKernel, pool: BufferPool) throws -> [RecordBatch] {
    var parser = DelimitedParser(dialect: Dialect(), kernel: kernel, pool: pool)
    var batches: [RecordBatch] = []
    for chunk in chunks {
        parser.push(chunk)
        while let batch = try parser.next() { batches.append(batch) }
    }
    return batches
}

/// Runs a pipeline over the flights table and insists on its result.
func run(input: String, workers: Int, sink: (inout WriteSection) -> Void) async throws {
    var spec = PipelineSpec()
    spec.read.path = [input]
    spec.validate.schema = Flights.schema
    spec.limits.workers = .value(workers)
    spec.write.rejects = OptionalPath("")
    spec.write.issues = OptionalPath("")
    sink(&spec.write)
    let report = try await PipelineRun(Pipeline(spec)).run()
    if let error = report.error { throw error }
    precondition(report.summary.totals.committed == Flights.rows, "the run lost rows")
}
