import Benchmark
import WeirWorkloads

// swift package --package-path Benchmarks benchmark
//
// Compare figures of one run with each other (kernels with each other, two workers with one), not with a number: the
// speed of machines differs. What must hold of them is checked by the ratios beside.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .cpuTotal, .throughput, .peakMemoryResident],
        maxDuration: .seconds(3),
        maxIterations: 50
    )
    for workload in Workload.all {
        Benchmark(workload.name) { benchmark in
            let pass = try workload.prepare()
            benchmark.startMeasurement()
            for _ in benchmark.scaledIterations { try await pass() }
        }
    }
}
