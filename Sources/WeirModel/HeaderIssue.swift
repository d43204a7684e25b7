/// Something wrong with the header of an input.
///
/// It concerns every row, so it is no violation of one. An error ends the run before the first row, together with all
/// else that is wrong with that header; a warning is reported and the rows are loaded.
public struct HeaderIssue: Sendable, Hashable {
    /// Whether it ends the run.
    public var severity: Severity
    /// What is wrong.
    public var code: Code
    /// What is wrong, in one clause.
    public var message: String
    /// The number of the column in the data, from 1, if one is meant.
    public var columnNumber: Int?
    /// The label of that column, as it is written.
    public var label: String?
    /// The name of the field of the schema, if one is meant.
    public var fieldName: String?
    /// The input, if it is known.
    public var source: String?
    /// The physical line of the header, from 1, if it is known.
    public var line: Int?

    /// Makes an issue.
    public init(
        _ code: Code,
        _ message: String,
        severity: Severity = .error,
        columnNumber: Int? = nil,
        label: String? = nil,
        fieldName: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.columnNumber = columnNumber
        self.label = label
        self.fieldName = fieldName
    }

    /// The kinds, by the names that Frictionless has for them.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// No column has a label.
        case blankHeader = "blank-header"
        /// A column has no label.
        case blankLabel = "blank-label"
        /// A label occurs more than once, or two labels name one field.
        case duplicateLabel = "duplicate-label"
        /// A column has a label that no field answers to.
        case extraLabel = "extra-label"
        /// A field has no column.
        case missingLabel = "missing-label"
        /// A column has another label than the field of its position.
        case incorrectLabel = "incorrect-label"
        /// No label names a field.
        case unmatchedHeader = "unmatched-header"
    }
}

extension HeaderIssue: CustomStringConvertible {
    /// The code and the message.
    public var description: String { "\(code.rawValue): \(message)" }
}
