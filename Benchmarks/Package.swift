// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the benchmark library is no dependency of Weir.
let package = Package(
    name: "weir-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "weir", path: ".."),
        // Without its interposers for malloc and the Swift runtime, which need more than this platform offers.
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "WeirBenchmarks",
            dependencies: [
                .product(name: "Benchmark", package: "benchmark"),
                .product(name: "Weir", package: "weir"),
                .product(name: "WeirFlow", package: "weir"),
                .product(name: "WeirStages", package: "weir"),
            ],
            path: "Benchmarks/WeirBenchmarks",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
        )
    ]
)
