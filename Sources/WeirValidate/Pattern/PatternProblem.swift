/// Why a pattern cannot be used, and where in it.
struct PatternProblem: Error, Hashable {
    /// The character that the problem is at, from 1.
    let position: Int
    /// What is wrong.
    let message: String
}
