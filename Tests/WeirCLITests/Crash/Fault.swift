import Foundation
import Testing

/// What happens to a program at its k-th durable operation.
enum Fault: Sendable, CustomStringConvertible {
    /// It is killed before the operation.
    case kill(Int)
    /// It is killed in the middle of a write; before any other operation.
    case tear(Int)
    /// The operation fails, with an error number.
    case fail(Int, Int32)

    var description: String {
        switch self {
        case .kill(let place): "kill:\(place)"
        case .tear(let place): "tear:\(place)"
        case .fail(let place, let number): "fail:\(place):\(number)"
        }
    }

    /// The environment in which a program meets it.
    var environment: [String: String] {
        get throws { ["WEIR_FAULT": description, "LD_PRELOAD": try Self.library.get()] }
    }

    /// The library that stands between the program and the C library: compiled once for all tests.
    private static let library = Result<String, any Error> {
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Interposer/Interposer.swift").path
        let target = "\(NSTemporaryDirectory())/weir-interposer-\(getpid()).so"
        let compiler = Process()
        compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        compiler.arguments = ["swiftc", "-O", "-emit-library", "-module-name", "Interposer", source, "-o", target]
        try compiler.run()
        compiler.waitUntilExit()
        try #require(compiler.terminationStatus == 0, "the library for faults does not compile")
        return target
    }
}
