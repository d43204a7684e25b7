/// Why an expression cannot be used, and where in it.
struct RuleProblem: Error, Hashable {
    /// The character that the problem is at, from 0.
    let place: Int
    /// What is wrong, in one sentence.
    let message: String

    init(_ message: String, at place: Int) {
        self.message = message
        self.place = place
    }
}
