import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder of its own for a test, gone when the test is done.
final class WorkFolder {
    let path: String

    init(in base: String = NSTemporaryDirectory()) throws {
        var template = Array("\(base)/weir-cli-XXXXXX".utf8CString)
        path = try #require(mkdtemp(&template).map { String(cString: $0) })
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file.
    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    /// Writes a file.
    func write(_ name: String, _ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    /// Reads a file.
    func read(_ name: String) throws -> String { try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }

    /// The names of the files in it.
    var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }
}

/// The program, run as a user runs it.
struct ProgramRun {
    /// What it exited with; -1 if a signal ended it.
    var exitCode: Int32
    /// What it wrote to standard output.
    var output: String
    /// What it wrote to standard error.
    var errors: String

    /// Runs the program to its end in a folder.
    ///
    /// - Parameters:
    ///   - arguments: what follows `weir`.
    ///   - folder: where it runs.
    ///   - environment: variables beside a few plain ones.
    ///   - input: a file for standard input.
    ///   - descriptors: how many files it may have open at once, if that is limited.
    ///   - meanwhile: what to do while it runs, with its identifier and its standard error.
    init(
        _ arguments: [String],
        in folder: WorkFolder,
        environment: [String: String] = [:],
        input: String = "/dev/null",
        descriptors: Int? = nil,
        meanwhile: (pid_t, FileHandle) throws -> Void = { _, _ in }
    ) throws {
        let outputFile = "\(folder.path).out"
        defer { unlink(outputFile) }
        let errorPipe = Pipe()

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, outputFile, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, errorPipe.fileHandleForWriting.fileDescriptor, 2)

        // Whoever runs the tests may ignore signals; the program shall not inherit that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

        let variables = ["LANG": "C.UTF-8", "TERM": "xterm"].merging(environment) { $1 }
        // The shell changes the folder and then becomes the program.
        let limit = descriptors.map { "ulimit -n \($0) && " } ?? ""
        let script = "cd \"$0\" && \(limit)exec \"$@\""
        let command = ["/bin/sh", "-c", script, folder.path, try Self.program] + arguments
        var argv = command.map { strdup($0) } + [nil]
        var envp = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in argv + envp { free(text) } }
        var pid = pid_t()
        let status = posix_spawn(&pid, command[0], &actions, &attributes, &argv, &envp)
        try #require(status == 0, "the program does not start: \(String(cString: strerror(status)))")

        let failure: (any Error)?
        do {
            try errorPipe.fileHandleForWriting.close()
            try meanwhile(pid, errorPipe.fileHandleForReading)
            failure = nil
        } catch {
            kill(pid, SIGKILL)
            failure = error
        }
        let rest = try errorPipe.fileHandleForReading.readToEnd() ?? Data()
        var result: Int32 = 0
        while waitpid(pid, &result, 0) < 0, errno == EINTR {}
        if let failure { throw failure }
        exitCode = result & 0x7F == 0 ? (result >> 8) & 0xFF : -1
        output = try String(contentsOfFile: outputFile, encoding: .utf8)
        errors = String(decoding: rest, as: UTF8.self)
    }

    /// Whether a program that was started has not ended yet.
    static func isRunning(_ pid: pid_t) -> Bool {
        var information = siginfo_t()
        return waitid(P_PID, id_t(pid), &information, WEXITED | WNOHANG | WNOWAIT) == 0 && information.si_signo == 0
    }

    /// The built program: it stands beside the test bundle.
    private static var program: String {
        get throws {
            let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            return URL(fileURLWithPath: bundle).deletingLastPathComponent().appendingPathComponent("weir").path
        }
    }
}
