// swift-tools-version: 6.2
import PackageDescription

let weir: [Target.Dependency] = [
    .product(name: "Weir", package: "weir"), .product(name: "WeirFlow", package: "weir"),
    .product(name: "WeirStages", package: "weir"),
]

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
        // What is measured: pieces of work, each prepared once and done again and again.
        .target(name: "WeirWorkloads", dependencies: weir, path: "Benchmarks/WeirWorkloads"),

        // swift package --package-path Benchmarks benchmark
        .executableTarget(
            name: "WeirBenchmarks",
            dependencies: ["WeirWorkloads", .product(name: "Benchmark", package: "benchmark")],
            path: "Benchmarks/WeirBenchmarks",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]
        ),

        // swift run -c release --package-path Benchmarks ratios
        .executableTarget(
            name: "ratios",
            dependencies: ["WeirWorkloads", .product(name: "WeirStages", package: "weir")],
            path: "Benchmarks/WeirRatios"
        ),
    ]
)
