import Foundation
import Testing

/// A PostgreSQL server for one test, which may stop and kill it; it goes with the value.
final class OwnServer {
    /// Its address.
    let url: String
    private let control: String
    private let process = Process()
    private let input = Pipe()

    /// Starts one by the script that the tests are run with.
    init() throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../PostgreSQL/run").standardizedFileURL
        let output = Pipe()
        process.executableURL = script
        process.arguments = ["sh", "-c", "echo $WEIR_POSTGRES_URL $WEIR_POSTGRES_CONTROL; exec cat"]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), byte.first != UInt8(ascii: "\n") {
            guard !byte.isEmpty else { break }
            line += byte
        }
        let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
        try #require(words.count == 2, "the server does not start")
        (url, control) = (words[0], words[1])
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Does something to it: `stop`, `kill` or `start`.
    func control(_ action: String) throws {
        let command = Process()
        command.executableURL = URL(fileURLWithPath: control)
        command.arguments = [action]
        try command.run()
        command.waitUntilExit()
        try #require(command.terminationStatus == 0, "the server does not \(action)")
    }
}
