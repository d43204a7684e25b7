import Testing

@testable import Weir
@testable import WeirCLI

@Suite struct BenchTextTests {
    private func whole(_ batch: Int, _ workers: Int, _ seconds: [Double], cores: Double = 1.95) -> BenchReport.Whole {
        BenchReport.Whole(
            batchBytes: batch, workers: workers, seconds: Spread(seconds), coresUsed: cores, peakMemory: 60 << 20,
            busyShares: ["parse": 0.2, "validate": 0.93], bottleneck: "validate",
            overrides: ["limits.batchBytes=\(batch >> 10)KiB", "limits.workers=\(workers)"])
    }

    private func report(_ wholes: [BenchReport.Whole]) -> BenchReport {
        BenchReport(
            pipeline: "flights",
            input: BenchReport.Input(
                names: ["a.csv"], rows: 2_000_000, textBytes: 200_000_000, storedBytes: 50_000_000, isWhole: false),
            target: "a new SQLite table, by page images", kernel: "avx2", cores: 2, runs: 3,
            stages: [
                BenchReport.Stage(
                    name: "parse", rows: 100_000, textBytes: 10_000_000, seconds: Spread([0.02, 0.025, 0.0225]),
                    busyShare: 0.2),
                BenchReport.Stage(
                    name: "encode", rows: 100_000, textBytes: 10_000_000, seconds: Spread([0]), busyShare: nil),
            ],
            wholes: wholes, notes: [])
    }

    @Test("the fastest is named with the settings to paste, and what is as good is marked")
    func sweep() {
        let text = BenchText(
            report: report([
                whole(1 << 20, 2, [0.5, 0.55, 0.45]), whole(1 << 18, 2, [0.6, 0.54, 0.7]),
                whole(1 << 20, 1, [1, 1.1, 0.9]),
            ]), style: .ascii)
        #expect(
            text.lines == [
                "flights: 2,000,000 rows, 200.0 MB of text, the first part of the input; the median of 3 runs",
                "  into    a new SQLite table, by page images, in a temporary folder",
                "  kernel  avx2, 2 cores",
                "",
                "  stage alone, on one core      MB/s          rows/s  spread  busy in the run",
                "  parse                        444.4       4,444,444    22 %             20 %",
                "  encode                    >100,000  >1,000,000,000     0 %    with validate",
                "",
                "  whole run, batches of  workers   MB/s     rows/s  spread  cores busy  peak memory",
                "  1 MiB                        2  400.0  4,000,000    20 %        1.95       60 MiB                       best",
                "  256 KiB                      2  333.3  3,333,333    27 %        1.95       60 MiB  as good within the spread",
                "  1 MiB                        1  200.0  2,000,000    20 %        1.95       60 MiB",
                "",
                "  bottleneck: validate with encode, busy 93 % of the time on 2 workers",
                "  all cores are busy: only less work or more cores make it faster",
                "  best: --set limits.batchBytes=1024KiB --set limits.workers=2",
            ])
    }

    @Test("where all spreads meet it says so")
    func undecided() {
        let lines = BenchText(
            report: report([whole(4096, 2, [0.5, 0.9]), whole(8192, 2, [0.6, 0.9])]), style: .ascii
        )
        .lines
        #expect(
            lines.suffix(2) == [
                "  no choice is clearly the best: the spreads of all of them meet; more --runs tell more",
                "  best: --set limits.batchBytes=4KiB --set limits.workers=2",
            ])
    }

    @Test("one choice of settings is compared with nothing")
    func single() {
        let lines = BenchText(report: report([whole(1 << 20, 1, [0.5], cores: 1.2)]), style: .ascii).lines
        #expect(lines.last == "  bottleneck: validate with encode, busy 93 % of the time")
        #expect(!lines.contains { $0.contains("best") })
    }
}
