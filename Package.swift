// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "weir",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "weir", targets: ["WeirCLI"]),
        .library(name: "Weir", targets: ["Weir"]),
        .library(name: "WeirFlow", targets: ["WeirFlow"]),
        // The parts one by one, for whoever builds another flow of them, and for the benchmarks.
        .library(
            name: "WeirStages",
            targets: [
                "WeirModel", "WeirSpec", "WeirZip", "WeirRead", "WeirDecode", "WeirParse", "WeirValidate", "WeirWrite",
                "WeirEmit",
                "WeirSQLite", "WeirPostgreSQL",
            ]
        ),
    ],
    traits: [
        .trait(name: "PostgreSQL", description: "Loads tables of PostgreSQL databases; needs libpq (libpq-dev).")
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["JSON"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // The engine. It knows nothing of tables.
        .target(name: "WeirFlow", dependencies: [.product(name: "DequeModule", package: "swift-collections")]),

        // The nouns that flow, and the settings that are declared.
        .target(name: "WeirModel", dependencies: ["WeirFlow"]),
        .target(name: "WeirSpec", dependencies: ["WeirModel", "Yams"]),

        // Archives: a file inside one is an input like any other, and a workbook is one too.
        .target(name: "WeirZip", dependencies: ["WeirModel", "CZlib"]),

        // The six stages. They are peers and never import each other.
        .target(name: "WeirRead", dependencies: ["WeirFlow", "WeirModel", "WeirSpec"]),
        .target(
            name: "WeirDecode",
            dependencies: ["WeirFlow", "WeirModel", "WeirSpec", "WeirZip", "CZlib", "CWeirKernels"]
        ),
        .target(name: "WeirParse", dependencies: ["WeirFlow", "WeirModel", "WeirSpec", "WeirZip", "CWeirKernels"]),
        .target(name: "WeirValidate", dependencies: ["WeirFlow", "WeirModel", "WeirSpec", "CWeirKernels"]),
        .target(name: "WeirWrite", dependencies: ["WeirFlow", "WeirModel", "WeirSpec", "CZlib"]),
        .target(name: "WeirEmit", dependencies: ["WeirFlow", "WeirModel", "WeirSpec"]),

        // The table sink for SQLite: the pattern for any other database.
        .target(
            name: "WeirSQLite",
            dependencies: [
                "WeirModel", "WeirSpec", "WeirWrite", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]
        ),

        // Inputs that are elsewhere, by HTTP: what `WeirRead` has a port for. Who may be called is decided here too.
        .target(
            name: "WeirRemote",
            dependencies: [
                "WeirModel", "WeirRead",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),

        // The table sink for PostgreSQL. Without the trait it knows its settings and refuses them.
        .target(
            name: "WeirPostgreSQL",
            dependencies: [
                "WeirModel", "WeirSpec", "WeirWrite", .target(name: "CLibPQ", condition: .when(traits: ["PostgreSQL"])),
            ]
        ),

        // Looks at a file and writes the pipeline for it.
        .target(
            name: "WeirInfer",
            dependencies: [
                "WeirFlow", "WeirModel", "WeirSpec", "WeirRead", "WeirDecode", "WeirParse", "WeirValidate",
            ]
        ),

        // The library and the program.
        .target(
            name: "Weir",
            dependencies: [
                "WeirFlow", "WeirModel", "WeirSpec", "WeirZip", "WeirRead", "WeirDecode", "WeirParse", "WeirValidate",
                "WeirWrite", "WeirEmit", "WeirSQLite", "WeirPostgreSQL", "WeirInfer", "WeirRemote",
            ]
        ),

        // The job service: files come in over HTTP, and each is loaded by a process of its own.
        .target(
            name: "WeirServer",
            dependencies: [
                "Weir", "WeirModel", "WeirParse", "WeirRemote", "WeirSpec", "WeirValidate", "WeirWrite",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "CoreMetrics", package: "swift-metrics"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            resources: [.embedInCode("Resources")]
        ),
        .executableTarget(
            name: "WeirCLI",
            dependencies: [
                "Weir", "WeirServer", "WeirFlow", "WeirModel", "WeirSpec", "WeirRead", "WeirDecode", "WeirParse",
                "WeirValidate",
                "WeirWrite", "WeirEmit", "WeirInfer", "WeirSQLite", "WeirPostgreSQL",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),

        .testTarget(
            name: "WeirValidateTests", dependencies: ["WeirFlow", "WeirModel", "WeirValidate", "CWeirKernels"]),

        // C: byte scanning with SIMD, and the system's zlib.
        .target(name: "CWeirKernels"),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // Tests, one target per part.
        .testTarget(name: "WeirFlowTests", dependencies: ["WeirFlow", "WeirTestKit"]),
        .testTarget(name: "WeirReadTests", dependencies: ["WeirRead", "WeirFlow", "WeirModel", "WeirSpec"]),
        .testTarget(
            name: "WeirDecodeTests",
            dependencies: ["WeirDecode", "WeirFlow", "WeirModel", "WeirSpec", "WeirTestKit"]
        ),
        .testTarget(
            name: "WeirInferTests",
            dependencies: [
                "WeirInfer", "Weir", "WeirModel", "WeirRead", "WeirSpec", "WeirParse", "WeirWrite", "WeirTestKit",
            ],
            exclude: ["Samples"]
        ),
        .testTarget(name: "WeirZipTests", dependencies: ["WeirZip", "WeirModel", "WeirTestKit"]),
        .testTarget(
            name: "WeirParseTests",
            dependencies: ["WeirParse", "WeirModel", "WeirFlow", "WeirSpec", "WeirZip", "WeirTestKit"]
        ),
        .target(
            name: "WeirTestKit",
            dependencies: ["WeirFlow", "WeirModel", "WeirSpec", "WeirWrite", "CZlib"],
            path: "Tests/WeirTestKit"
        ),
        .testTarget(
            name: "WeirWriteTests",
            dependencies: ["WeirWrite", "WeirModel", "WeirSpec", "WeirFlow", "WeirTestKit"]
        ),
        .testTarget(
            name: "WeirSQLiteTests",
            dependencies: [
                "WeirSQLite", "WeirWrite", "WeirModel", "WeirSpec", "WeirFlow", "WeirTestKit",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .testTarget(
            name: "WeirCLITests",
            dependencies: [
                "WeirCLI", "Weir", "WeirFlow", "WeirModel", "WeirParse", "WeirWrite", "WeirEmit", "WeirPostgreSQL",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Snapshots", "Crash/Interposer"]
        ),
        // A malloc that counts, and what is asked of it.
        .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
        .testTarget(
            name: "WeirSteadyStateTests",
            dependencies: [
                "WeirParse", "WeirValidate", "WeirWrite", "WeirSQLite", "WeirModel", "WeirSpec", "WeirFlow",
                "CAllocationCounter",
            ]
        ),
        .testTarget(
            name: "WeirPostgreSQLTests",
            dependencies: ["WeirPostgreSQL", "Weir", "WeirModel", "WeirSpec", "WeirWrite", "WeirTestKit"]
        ),
        .testTarget(name: "WeirEmitTests", dependencies: ["WeirEmit", "WeirModel", "WeirSpec", "WeirFlow"]),
        .testTarget(
            name: "WeirServerTests",
            dependencies: [
                "WeirServer", "Weir", "WeirRemote", "WeirTestKit",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOFoundationCompat", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ]
        ),
        .testTarget(
            name: "WeirRemoteTests",
            dependencies: [
                "WeirRemote", "WeirRead", "Weir", "WeirModel", "WeirWrite", "WeirZip", "WeirTestKit",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ]
        ),
        .testTarget(name: "WeirSpecTests", dependencies: ["WeirSpec", "WeirModel"]),
        .testTarget(name: "WeirDocsTests", dependencies: ["Weir", "WeirFlow", "WeirModel", "WeirSpec"]),

        // Whole runs with real files and a real database, and the shape of the source tree.
        .testTarget(
            name: "WeirTests",
            dependencies: [
                "Weir", "WeirFlow", "WeirModel", "WeirZip", "WeirDecode", "WeirParse", "WeirValidate", "WeirWrite",
                "WeirSQLite", "WeirEmit", "WeirTestKit",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: ["Snapshots"]
        ),
    ]
)

// One set of language settings for every Swift target.
for target in package.targets where target.type != .system && target.name.hasPrefix("Weir") {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
    ]
}
