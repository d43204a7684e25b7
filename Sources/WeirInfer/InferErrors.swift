public import WeirModel

extension ErrorCode {
    /// There is nothing to infer from: the input has no text in it.
    public static let inferEmpty = ErrorCode(rawValue: "infer.empty")
    /// The input is not text, or no line of it ends within the sample.
    public static let inferNoTable = ErrorCode(rawValue: "infer.noTable")
}
