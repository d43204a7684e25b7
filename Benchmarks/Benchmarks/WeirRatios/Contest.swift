import WeirWorkloads

/// Two pieces of work done in turns, so that a slow moment of the machine hits both.
enum Contest {
    /// How many rounds count; there is one before that does not.
    private static let rounds = 9
    /// How long one side of a round takes at least: short work is done several times.
    private static let leastTime = Duration.milliseconds(30)

    /// How many times as fast one is as the other: the median over the rounds.
    static func ratio(_ fast: Workload, _ reference: Workload) async throws -> Double {
        let (first, second) = (try fast.prepare(), try reference.prepare())
        _ = (try await time(first), try await time(second))
        var ratios: [Double] = []
        for _ in 0..<rounds { ratios.append(try await time(second) / time(first)) }
        return ratios.sorted()[rounds / 2]
    }

    /// The time of a pass, in seconds.
    private static func time(_ pass: Workload.Pass) async throws -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        var passes = 0
        repeat {
            try await pass()
            passes += 1
        } while clock.now - start < leastTime
        return (clock.now - start) / .seconds(1) / Double(passes)
    }
}
