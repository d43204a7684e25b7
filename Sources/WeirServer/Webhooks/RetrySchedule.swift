/// When a webhook is called again: at once, then after growing pauses over about three days, as Standard Webhooks suggests.
enum RetrySchedule {
    /// The pauses behind each attempt, in seconds.
    private static let pauses: [Double] = [
        5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600,
    ]

    /// The longest pause that a receiver may ask for, in seconds.
    private static let mostAsked = 24 * 3600.0

    /// The pause behind an attempt; `nil` if it was the last.
    ///
    /// - Parameters:
    ///   - attempt: which one it was, from 1.
    ///   - asked: the pause that the receiver asks for, in seconds.
    ///   - chance: a number from 0 to 1 that spreads calls which failed together.
    static func pause(afterAttempt attempt: Int, asked: Double?, chance: Double) -> Double? {
        guard attempt >= 1, attempt <= pauses.count else { return nil }
        let usual = pauses[attempt - 1] * (0.8 + 0.4 * min(max(chance, 0), 1))
        return max(usual, min(asked ?? 0, mostAsked))
    }
}
