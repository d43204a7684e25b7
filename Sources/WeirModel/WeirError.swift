/// What ends a run.
///
/// Bad data does not: it is a `Violation` and travels with its batch.
public struct WeirError: Error, Sendable {
    /// Where in the outside world the failure is.
    public struct Position: Sendable, Hashable {
        /// The file, as the user named it.
        public var file: String
        /// The line, from 1.
        public var line: Int?
        /// The column, from 1.
        public var column: Int?
        /// The byte, from 0.
        public var byteOffset: Int?

        /// Makes a position.
        public init(file: String, line: Int? = nil, column: Int? = nil, byteOffset: Int? = nil) {
            self.file = file
            self.line = line
            self.column = column
            self.byteOffset = byteOffset
        }
    }

    /// The stable name.
    public var code: ErrorCode
    /// What happened, in one sentence.
    public var message: String
    /// What the user can do, if anything.
    public var hint: String?
    /// Where it happened, if somewhere.
    public var position: Position?
    /// What caused it, if something else did.
    public var cause: (any Error)?
    /// What is wrong with a header, one by one; the message has it all in one sentence.
    public var headerIssues: [HeaderIssue] = []

    /// Makes an error.
    public init(
        _ code: ErrorCode,
        _ message: String,
        hint: String? = nil,
        position: Position? = nil,
        cause: (any Error)? = nil
    ) {
        self.code = code
        self.message = message
        self.hint = hint
        self.position = position
        self.cause = cause
    }
}

extension WeirError.Position: CustomStringConvertible {
    /// `file:line:column`, or `file` with the byte offset.
    public var description: String {
        var text = file
        if let line { text += ":\(line)" }
        if let column { text += ":\(column)" }
        if let byteOffset { text += " (byte \(byteOffset))" }
        return text
    }
}

extension WeirError: CustomStringConvertible {
    /// The position, the code and the message, the hint on a line of its own.
    public var description: String {
        var text = position.map { "\($0): " } ?? ""
        text += "\(code): \(message)"
        if let cause { text += " (\(cause))" }
        if let hint { text += "\nhint: \(hint)" }
        return text
    }
}
