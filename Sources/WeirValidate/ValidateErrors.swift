public import WeirModel

extension ErrorCode {
    /// A label that two fields of the schema answer to.
    public static let validateAmbiguousLabel = ErrorCode(rawValue: "validate.ambiguousLabel")
    /// A constraint of the schema that its field cannot have, or whose value its field's type cannot read.
    public static let validateBadConstraint = ErrorCode(rawValue: "validate.badConstraint")
    /// A format that its field's type does not know, or a separator that cannot work.
    public static let validateBadFormat = ErrorCode(rawValue: "validate.badFormat")
    /// A default or a constant that its field's type cannot read, or a schema without a field that comes from the data.
    public static let validateBadMapping = ErrorCode(rawValue: "validate.badMapping")
    /// A foreign key that refers to what cannot be read: an undeclared table, or fields that it does not have or that have
    /// other types.
    public static let validateBadReference = ErrorCode(rawValue: "validate.badReference")
    /// A rule that does not fit the fields of the schema.
    public static let validateBadRule = ErrorCode(rawValue: "validate.badRule")
    /// A header that does not fit the schema: loading on would put values into the wrong columns.
    public static let validateHeader = ErrorCode(rawValue: "validate.header")
    /// A table that foreign keys refer to is not in its database, or cannot be read.
    public static let validateReferenceUnreadable = ErrorCode(rawValue: "validate.referenceUnreadable")
    /// The keys need more room on disk than there is, or than the settings allow.
    public static let validateSpillFull = ErrorCode(rawValue: "validate.spillFull")
    /// The temporary file for keys could not be made, written or read.
    public static let validateSpillFailed = ErrorCode(rawValue: "validate.spillFailed")
}
