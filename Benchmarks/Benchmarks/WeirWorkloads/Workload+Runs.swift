import Weir
import WeirSQLite
import WeirSpec
import WeirWrite

extension Workload {
    /// What an empty flow costs.
    static var flows: [Workload] {
        [1, 2].map { workers in
            Workload("flow, 10,000 items, \(workers) workers") {
                { try await countedFlow(items: 10_000, workers: workers) }
            }
        }
    }

    /// How often a run has the flights table, so that starting and ending are little of it.
    private static let copies = 8

    /// Whole runs over the flights table.
    static var runs: [Workload] { [1, 2].flatMap { [check(workers: $0), load(workers: $0)] } }

    /// A whole run whose rows are thrown away.
    public static func check(workers: Int) -> Workload {
        whole("run, checked and thrown away", workers) { write, _ in write.null = NullSinkSettings() }
    }

    /// A whole run into a new SQLite table.
    public static func load(workers: Int) -> Workload {
        whole("run into a new SQLite table", workers) { write, folder in
            write.sqlite = sqlite(folder + "/flights.db")
        }
    }

    private static func whole(
        _ name: String, _ workers: Int, sink: @escaping @Sendable (inout WriteSection, String) -> Void
    ) -> Workload {
        Workload("\(name), \(workers) workers") {
            let folder = try TemporaryFolder()
            let header = Flights.csv.firstIndex(of: 0x0A).map { $0 + 1 } ?? 0
            let body = repeatElement(Flights.csv[header...], count: copies).joined()
            let input = try folder.write(Array(Flights.csv[..<header] + body), to: "flights.csv")
            var spec = PipelineSpec()
            spec.read.path = [input]
            spec.validate.schema = Flights.schema
            spec.limits.workers = .value(workers)
            spec.write.rejects = OptionalPath("")
            spec.write.issues.path = OptionalPath("")
            sink(&spec.write, folder.path)
            let pipeline = Pipeline(spec)
            return {
                withExtendedLifetime(folder) {}
                let report = try await PipelineRun(pipeline).run()
                if let error = report.error { throw error }
                precondition(report.summary.totals.committed == Flights.rows * copies, "the run lost rows")
            }
        }
    }
}
