/// A violation rendered for a person or a program: what the issues file, the report and the service show.
public struct Issue: Sendable, Hashable {
    /// `error` or `warning`.
    public var severity: Severity
    /// What is wrong.
    public var code: IssueCode
    /// What is wrong, in one sentence.
    public var message: String
    /// The input it is in.
    public var source: String
    /// The data record, from 1, the header not counted.
    public var rowNumber: Int
    /// The sheet of the workbook, if the input is one.
    public var sheet: String?
    /// The cell of the sheet, such as `C17`, unless the whole record is meant.
    public var cell: String?
    /// The physical line that the record starts on, from 1; the row of a sheet.
    public var line: Int
    /// The byte, from 0, in the decoded stream.
    public var byteOffset: Int
    /// The name of the field, unless the whole record is meant.
    public var fieldName: String?
    /// The number of the field, from 1, unless the whole record is meant.
    public var fieldNumber: Int?
    /// The constraint that failed, if one did.
    public var constraint: ConstraintKind?
    /// The name of the rule that is broken, if one is.
    public var rule: String?
    /// The offending value, cut to a length a person can read.
    public var value: String?
    /// The data record that has the same key already, from 1.
    public var previousRowNumber: Int?
    /// The input that this record is in, if it is another one.
    public var previousSource: String?

    /// The foreign key that refers to nothing, if one does.
    public var foreignKey: TableSchema.ForeignKey?
    /// The values of that key, one for each of its fields; empty if values are not told.
    public var foreignKeyValues: [String] = []

    /// The code that the SQL standard gives to why the target does not take the row, if it told one.
    public var sqlState: String?

    /// How bad an issue is.
    public typealias Severity = WeirModel.Severity

    /// Makes an issue.
    public init(
        severity: Severity,
        code: IssueCode,
        message: String,
        source: String,
        rowNumber: Int,
        line: Int,
        byteOffset: Int,
        fieldName: String? = nil,
        fieldNumber: Int? = nil,
        constraint: ConstraintKind? = nil,
        rule: String? = nil,
        value: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.source = source
        self.rowNumber = rowNumber
        self.line = line
        self.byteOffset = byteOffset
        self.fieldName = fieldName
        self.fieldNumber = fieldNumber
        self.constraint = constraint
        self.rule = rule
        self.value = value
    }
}
