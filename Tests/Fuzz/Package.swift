// swift-tools-version: 6.2
import PackageDescription

// A package of its own, because all that it is made of is built in a special way: see `run`.
let package = Package(
    name: "weir-fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "weir", path: "../.."),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "CFuzzer", .product(name: "Weir", package: "weir"), .product(name: "WeirFlow", package: "weir"),
                .product(name: "WeirStages", package: "weir"), .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
                .enableUpcomingFeature("InferIsolatedConformances"),
            ],
            // Without it the compiler does not link a fuzzer.
            linkerSettings: [.unsafeFlags(["-parse-as-library", "-use-ld=lld"])]
        ),
        .systemLibrary(name: "CFuzzer"),
    ]
)
