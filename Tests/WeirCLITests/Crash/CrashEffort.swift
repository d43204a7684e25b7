import Foundation

/// How much is tried, by the environment: it takes minutes, and the processor from other tests.
enum CrashEffort {
    /// The distance between the durable operations that are tried; 1 tries each one, `nil` none.
    static let step = number("WEIR_CRASH_STEP")
    /// The number of kills at random moments.
    static let kills = number("WEIR_KILLS") ?? 0

    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }.map { max($0, 1) }
    }
}
