internal import Foundation
internal import Subprocess
internal import Synchronization
internal import SystemPackage
internal import WeirModel

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The process of one attempt at a job: `weir run`.
///
/// It gives way to the server, ends in order when the server is gone, however that went, and is asked to stop by SIGTERM.
final class JobProcess: Sendable {
    /// How it ended.
    enum Ending: Sendable, Equatable {
        case exited(Int32)
        case killed(by: Int32)
    }

    private struct State {
        /// Its number, while it is there.
        var pid: pid_t?
        var isAskedToStop = false
    }

    /// How much it gives way to the server.
    private static let niceness: CInt = 10

    private let executable: String
    private let arguments: [String]
    private let environment: [String: String]
    private let state = Mutex(State())

    /// - Parameters:
    ///   - executable: the program `weir`.
    ///   - environment: what the process knows besides what the server knows.
    init(executable: String, arguments: [String], environment: [String: String]) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
    }

    /// Asks it to commit what has come and to end; it may not have begun yet.
    func stop() {
        state.withLock { state in
            state.isAskedToStop = true
            if let pid = state.pid { kill(pid, SIGTERM) }
        }
    }

    /// Whether it was asked to stop.
    var wasAskedToStop: Bool { state.withLock { $0.isAskedToStop } }

    /// Runs it.
    ///
    /// - Parameter onProgress: called with each line of progress.
    /// - Returns: how it ended, and the last lines that it has written besides.
    func run(_ onProgress: @escaping @Sendable (RunProgress) async -> Void) async throws -> (Ending, [String]) {
        let result = try await Subprocess.run(
            .path(FilePath(executable)), arguments: Arguments(arguments),
            environment: .inherit.updating(environment.subprocessKeys),
            input: .inputWriter, output: .discarded, error: .sequence
        ) { execution in
            began(execution.processIdentifier.value)
            var others: [String] = []
            for try await line in execution.standardError.strings(bufferingPolicy: .maxLineLength(1 << 20)) {
                let text = line.trimmingCharacters(in: .newlines)
                if let progress = RunProgress(line: text) {
                    await onProgress(progress)
                } else if !text.isEmpty {
                    others.append(String(text.prefix(1000)))
                    if others.count > 20 { others.removeFirst() }
                }
            }
            ended()
            return others
        }
        switch result.terminationStatus {
        case .exited(let code): return (.exited(code), result.closureResult)
        case .signaled(let number): return (.killed(by: number), result.closureResult)
        }
    }

    private func began(_ pid: pid_t) {
        #if canImport(Glibc)
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(pid), Self.niceness)
        #else
            setpriority(PRIO_PROCESS, id_t(pid), Self.niceness)
        #endif
        state.withLock { state in
            state.pid = pid
            if state.isAskedToStop { kill(pid, SIGTERM) }
        }
    }

    /// Its output has ended, so it is about to be no more: its number may soon be that of another process.
    private func ended() { state.withLock { $0.pid = nil } }
}

extension [String: String] {
    /// The variables as a subprocess takes them.
    var subprocessKeys: [Subprocess.Environment.Key: String?] {
        var variables: [Subprocess.Environment.Key: String?] = [:]
        for (name, value) in self { variables[Subprocess.Environment.Key(stringLiteral: name)] = value }
        return variables
    }
}
