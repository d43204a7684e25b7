/// Why a text is no JSON, and where.
struct JSONFault: Error {
    /// The byte, from 0.
    let place: Int
    /// What is wrong, as a clause.
    let message: StaticString
}
