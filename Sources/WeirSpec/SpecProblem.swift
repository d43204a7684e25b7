public import WeirModel

/// Something wrong in a pipeline file, with the place where it is.
public struct SpecProblem: Sendable, Hashable {
    /// Where it is.
    public var position: WeirError.Position
    /// What is wrong, in one sentence and without secrets.
    public var message: String
    /// The stable name of the kind of problem.
    public var code: ErrorCode

    /// Makes a problem.
    public init(_ message: String, at position: WeirError.Position, code: ErrorCode = .specInvalid) {
        self.position = position
        self.message = message
        self.code = code
    }
}

extension SpecProblem: CustomStringConvertible {
    /// `file:line:column: message`.
    public var description: String { "\(position): \(message)" }
}
