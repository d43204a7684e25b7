/// The stable name of a failure, such as `decode.truncated`.
///
/// The same string is the prefix on the command line, the `type` of a problem document, the log key, the metric
/// label and the anchor in the docs. Each stage declares its codes in its `...Errors.swift`.
public struct ErrorCode: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The name: the stage, a dot, what happened.
    public let rawValue: String

    /// Makes a code; declare codes as static constants and nowhere else.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The name.
    public var description: String { rawValue }
}
