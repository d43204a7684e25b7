import Foundation
import Testing

@Suite("What a target may import")
struct ImportTests {
    /// The libraries of the system and of the language that any target may use.
    static let everywhere: Set<String> = ["Glibc", "Musl", "Darwin", "Synchronization"]

    /// What each target may import besides.
    static let allowed: [String: Set<String>] = [
        "WeirFlow": ["DequeModule", "Dispatch"],
        "WeirModel": ["WeirFlow"],
        "WeirSpec": ["WeirModel", "Yams"],
        "WeirZip": ["WeirModel", "CZlib"],
        "WeirRead": stage,
        "WeirDecode": stage.union(["WeirZip", "CZlib", "CWeirKernels"]),
        "WeirParse": stage.union(["WeirZip", "CWeirKernels"]),
        "WeirValidate": stage.union(["CWeirKernels"]),
        "WeirWrite": stage.union(["CZlib"]),
        "WeirEmit": stage,
        "WeirSQLite": ["WeirFlow", "WeirModel", "WeirSpec", "WeirWrite", "GRDB", "GRDBSQLite"],
        "WeirRemote": [
            "WeirModel", "WeirRead", "AsyncHTTPClient", "Crypto", "Dispatch", "NIOCore", "NIOHTTP1", "NIOPosix",
        ],
        "WeirPostgreSQL": ["WeirModel", "WeirSpec", "WeirWrite", "CLibPQ"],
        "WeirInfer": stage.union(["WeirRead", "WeirDecode", "WeirParse", "WeirValidate"]),
        "Weir": library.union(["WeirZip", "WeirInfer", "WeirRemote"]),
        "WeirServer": library.union(["Weir", "WeirRemote"]).union(network),
        "WeirCLI": library.union(["Weir", "WeirInfer", "WeirServer", "ArgumentParser", "Dispatch"]).union(network),
    ]

    static let stage: Set<String> = ["WeirFlow", "WeirModel", "WeirSpec"]
    static let stages: Set<String> = ["WeirRead", "WeirDecode", "WeirParse", "WeirValidate", "WeirWrite", "WeirEmit"]
    /// What only the job service and the program that talks to it need.
    static let network: Set<String> = [
        "AsyncHTTPClient", "Configuration", "CoreMetrics", "Crypto", "Foundation", "FoundationEssentials", "GRDB",
        "HTTPTypes", "Hummingbird", "HummingbirdCore", "Logging", "Metrics", "NIOCore", "NIOFoundationCompat",
        "NIOHTTP1", "NIOHTTPTypes", "NIOHTTPTypesHTTP1", "NIOPosix", "ServiceLifecycle", "Subprocess", "SystemPackage",
        "UnixSignals",
    ]
    static let library = stage.union(stages).union(["WeirSQLite", "WeirPostgreSQL"])

    @Test("every target keeps to the table of imports")
    func table() throws {
        for file in try SourceTree.files(under: "Sources") {
            let allowed = try #require(
                Self.allowed[file.target], "\(file.target) is not in the table: decide and add it")
            for module in imports(of: file) where !Self.everywhere.contains(module) {
                #expect(allowed.contains(module), "\(file) imports \(module). \(reason(file.target, module))")
            }
        }
    }

    @Test("the table has no target that is not there")
    func targets() throws {
        let targets = Set(try SourceTree.files(under: "Sources").map(\.target))
        #expect(Set(Self.allowed.keys) == targets)
    }

    private func imports(of file: SourceTree.File) -> [String] {
        file.code.compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard let place = words.firstIndex(of: "import"), place < 3, words.count > place + 1 else { return nil }
            let kinds = ["struct", "class", "enum", "protocol", "func", "let", "var", "typealias"]
            let name = kinds.contains(words[place + 1]) ? words.last : words[place + 1]
            return name.flatMap { $0.split(separator: ".").first.map(String.init) }
        }
    }

    private func reason(_ target: String, _ module: String) -> String {
        switch module {
        case _ where Self.stages.contains(module) && Self.stages.contains(target):
            "Stages are peers: one that knows another cannot be replaced alone. What both need goes to WeirModel."
        case "Foundation":
            "Foundation makes the program start later and its text functions are slow; use the system's calls."
        case "Yams", "GRDB", "ArgumentParser":
            "Heavy packages are leaves, so that a change in a stage builds in seconds."
        default:
            "Sources point one way: from the program to the library, to the stages, to the nouns, to the engine."
        }
    }
}
