/// How the values of a column are held.
public enum ColumnType: String, Sendable, Hashable {
    /// 64-bit signed integers, as their bit patterns.
    case integer
    /// IEEE doubles, as their bit patterns, correctly rounded; `slices` has the digits as written.
    case number
    /// 0 or 1.
    case boolean
    /// Days since 1970-01-01, as signed bit patterns; `slices` has the text as written.
    case date
    /// Microseconds since 1970-01-01T00:00:00 (UTC where the text has a zone), as signed bit patterns; `slices` has
    /// the text as written.
    case datetime
    /// Microseconds since midnight, as signed bit patterns; `slices` has the text as written.
    case time
    /// Text: only `slices`.
    case text
    /// A JSON value as it is written: only `slices`.
    case json
    /// Several values with a delimiter between them, as they are written: only `slices`; see `ListItems`.
    case list

    /// Whether a column has one value per row, apart from its texts.
    public var hasValues: Bool { !isWritten }
    /// Whether the text as it is written is all that there is.
    public var isWritten: Bool { self == .text || self == .json || self == .list }
    /// Whether a column has the texts of its values.
    public var hasTexts: Bool { self != .integer && self != .boolean }
}
