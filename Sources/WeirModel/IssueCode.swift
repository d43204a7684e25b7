/// What can be wrong with a row.
///
/// The names are those of Frictionless where it has one, and our own where it has none.
public enum IssueCode: String, Sendable, Hashable, CaseIterable {
    /// The value does not have the type of its field.
    case typeError = "type-error"
    /// The value fails a constraint of its field.
    case constraintError = "constraint-error"
    /// The row breaks a rule about several of its fields.
    case rowConstraint = "row-constraint"
    /// The value, or the values of a key, occur in an earlier record.
    case uniqueError = "unique-error"
    /// The primary key occurs in an earlier record.
    case primaryKey = "primary-key"
    /// The row refers to a record that is not there.
    case foreignKey = "foreign-key"
    /// The record has a cell too few for this field.
    case missingCell = "missing-cell"
    /// The record has a cell too many.
    case extraCell = "extra-cell"
    /// A quote stands where the dialect allows none; the record was read as its line shows it.
    case quoteError = "quote-error"
    /// Bytes that are not valid in the encoding of the source.
    case encodingError = "encoding-error"
    /// The line is no JSON object.
    case jsonError = "json-error"
    /// A member occurs twice in a JSON object.
    case duplicateMember = "duplicate-member"
    /// The cell of a sheet holds an error, such as `#N/A`.
    case cellError = "cell-error"
    /// The cell of a sheet holds something that a cell of its type cannot hold.
    case cellUnreadable = "cell-unreadable"
    /// A row of a sheet has a second value for a cell.
    case duplicateCell = "duplicate-cell"
    /// A cell of a sheet says that it is in another row.
    case misplacedCell = "misplaced-cell"
    /// The formula of a cell has no stored value.
    case formulaWithoutValue = "formula-without-cached-value"
    /// The record is longer than the limit.
    case recordTooLong = "record-too-long"
    /// The target does not take the row: by a constraint, a trigger or a type of its own.
    case targetError = "target-error"

    /// How bad an issue is where nothing is said: most reject their row.
    public var usualSeverity: Severity {
        switch self {
        case .cellError, .misplacedCell, .formulaWithoutValue: .warning
        default: .error
        }
    }

    /// Whether nothing of a record with such an issue can be loaded, since none of its fields could be read.
    public var spoilsRecord: Bool { self == .recordTooLong || self == .jsonError }

    /// Whether such an issue always rejects its row, whatever the settings say.
    public var alwaysRejects: Bool { spoilsRecord || self == .targetError }
}

/// The constraints of Table Schema.
public enum ConstraintKind: String, Sendable, Hashable, CaseIterable {
    /// A value must be present.
    case required
    /// The value must occur once.
    case unique
    /// The least value.
    case minimum
    /// The greatest value.
    case maximum
    /// A bound below the least value.
    case exclusiveMinimum
    /// A bound above the greatest value.
    case exclusiveMaximum
    /// The least number of characters.
    case minLength
    /// The greatest number of characters.
    case maxLength
    /// A regular expression for the whole value.
    case pattern
    /// The allowed values.
    case `enum`
    /// A JSON Schema for the value.
    case jsonSchema
}
