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

    private enum State {
        case waiting
        case running(pid_t)
        case ended
        case unwanted
    }

    /// How much it gives way to the server.
    private static let niceness: CInt = 10

    private let executable: String
    private let arguments: [String]
    private let environment: [String: String]
    private let state = Mutex(State.waiting)
    private let isAsked = Mutex(false)

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
        isAsked.withLock { $0 = true }
        state.withLock { state in
            switch state {
            case .waiting: state = .unwanted
            case .running(let pid): kill(pid, SIGTERM)
            case .ended, .unwanted: break
            }
        }
    }

    /// Whether it was asked to stop.
    var wasAskedToStop: Bool { isAsked.withLock { $0 } }

    /// Runs it.
    ///
    /// - Parameter onProgress: called with each line of progress.
    /// - Returns: how it ended, and the last lines that it has written besides.
    func run(_ onProgress: @escaping @Sendable (RunProgress) async -> Void) async throws -> (Ending, [String]) {
        var variables = Subprocess.Environment.inherit
        variables = variables.updating(environment.subprocessKeys)
        let result = try await Subprocess.run(
            .path(FilePath(executable)), arguments: Arguments(arguments), environment: variables,
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
            if case .unwanted = state { kill(pid, SIGTERM) }
            state = .running(pid)
        }
    }

    /// Its output has ended, so it is about to be no more: its number may soon be that of another process.
    private func ended() { state.withLock { $0 = .ended } }
}

extension [String: String] {
    /// The variables as a subprocess takes them.
    var subprocessKeys: [Subprocess.Environment.Key: String?] {
        var variables: [Subprocess.Environment.Key: String?] = [:]
        for (name, value) in self { variables[Subprocess.Environment.Key(stringLiteral: name)] = value }
        return variables
    }
}
