/// What was read and is not a data record, by reason.
public struct SkipCounts: Sendable, Hashable {
    /// Lines before the table that the pipeline says to leave out.
    public var preamble = 0
    /// Header rows.
    public var header = 0
    /// Lines without a character.
    public var blank = 0
    /// Comment rows.
    public var comment = 0
    /// Lines behind the table that the pipeline says to leave out.
    public var footer = 0
    /// Everything from a repeated header on.
    public var afterEnd = 0

    /// Nothing skipped.
    public init() {}

    /// All reasons together.
    public var total: Int { preamble + header + blank + comment + footer + afterEnd }

    /// Adds reason by reason.
    public static func += (left: inout SkipCounts, right: SkipCounts) {
        left.preamble += right.preamble
        left.header += right.header
        left.blank += right.blank
        left.comment += right.comment
        left.footer += right.footer
        left.afterEnd += right.afterEnd
    }
}
