import WeirModel

/// A type and a format that columns are tried for.
struct TypeCandidate: Sendable {
    /// The field as it would be written, without a name.
    var field: TableSchema.Field
    /// What its values are called, such as `integers`.
    var phrase: String
    /// What the texts must look like besides, as a regular expression.
    ///
    /// Types are more lenient than a guess may be: `01` can be read as an integer.
    var form: String?
    /// How a text is understood that could be understood in another way, such as `day first`.
    ///
    /// Where two candidates with different readings fit a column, it is ambiguous.
    var reading: String?
    /// Whether each of these texts must occur, so that a column of the letter `N` alone is no column of booleans.
    var needsAll: [[String]] = []

    /// Makes a candidate.
    init(
        _ type: TableSchema.FieldType, _ phrase: String, form: String? = nil, reading: String? = nil,
        change: (inout TableSchema.Field) -> Void = { _ in }
    ) {
        field = TableSchema.Field(name: "", type: type)
        self.phrase = phrase
        self.form = form
        self.reading = reading
        change(&field)
    }
}
