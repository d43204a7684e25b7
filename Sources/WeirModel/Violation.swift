/// Something wrong with a row: a value that travels with its batch.
///
/// It holds no strings; what a person reads is rendered late, and only as often as a person will read it.
public struct Violation: Sendable, Hashable {
    /// The row in its batch, from 0.
    public var row: Int
    /// The field of the schema, from 0; for a surplus cell its position; -1 for the record as a whole.
    public var column: Int
    /// What is wrong.
    public var code: IssueCode
    /// The constraint that failed, for `constraintError`.
    public var constraint: ConstraintKind?
    /// The rule that is broken, from 0, for `rowConstraint`.
    public var rule: Int?
    /// The foreign key of the schema that refers to nothing, from 0, for `foreignKey`.
    public var foreignKey: Int?
    /// Whether the row is rejected for it.
    public var severity = Severity.error
    /// The offending value's bounds in the bytes of its batch, quotes left out.
    public var valueRange: Range<Int>
    /// Where it is in the source, in bytes of the decoded stream; -1: where the value starts.
    ///
    /// For an encoding fault it is the place in the source before transcoding.
    public var byteOffset: Int
    /// The key that is taken and the record that has it, for `uniqueError` and `primaryKey`.
    public var collision: KeyCollision?

    /// Makes a violation.
    public init(
        row: Int,
        column: Int,
        code: IssueCode,
        constraint: ConstraintKind? = nil,
        rule: Int? = nil,
        valueRange: Range<Int>,
        byteOffset: Int = -1
    ) {
        self.row = row
        self.column = column
        self.code = code
        self.constraint = constraint
        self.rule = rule
        self.valueRange = valueRange
        self.byteOffset = byteOffset
    }
}

/// What parse and decode found wrong with a record: a violation before the schema is known.
public typealias RecordFault = Violation
