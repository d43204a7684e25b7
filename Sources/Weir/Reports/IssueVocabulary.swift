/// What a code means, and what other tools call it.
struct IssueVocabulary {
    /// What an issue is about.
    enum Subject {
        case cell, row, header, label
    }

    /// The code.
    let code: String
    /// A name for people.
    let title: String
    /// What it means, in a sentence.
    let description: String
    /// What it is about.
    let subject: Subject
    /// The code that Frictionless has for it; its nearest general one where it has none of its own.
    let frictionless: String

    /// The words for a code; general ones for a code that is not known.
    init(_ code: String) {
        self = Self.entries[code] ?? IssueVocabulary(code, code, "A row is not as it should be.", .row, "row-error")
    }

    private init(
        _ code: String, _ title: String, _ description: String, _ subject: Subject, _ frictionless: String? = nil
    ) {
        self.code = code
        self.title = title
        self.description = description
        self.subject = subject
        self.frictionless = frictionless ?? code
    }

    /// The name as one word: `TypeError`.
    var identifier: String {
        title.split { $0 == " " || $0 == "-" }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// The codes that have words.
    static var codes: Set<String> { Set(entries.keys) }

    private static let entries = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

    private static let all = [
        IssueVocabulary("type-error", "Type error", "A value does not have the type of its field.", .cell),
        IssueVocabulary("constraint-error", "Constraint error", "A value fails a constraint of its field.", .cell),
        IssueVocabulary("missing-cell", "Missing cell", "A record has no cell for a field.", .cell),
        IssueVocabulary("extra-cell", "Extra cell", "A record has a cell too many.", .cell),
        IssueVocabulary("unique-error", "Unique error", "A value that must be unique occurs again.", .cell),
        IssueVocabulary("primary-key", "Primary key", "A primary key is missing or occurs again.", .row),
        IssueVocabulary("foreign-key", "Foreign key", "A row refers to a row that is not there.", .row),
        IssueVocabulary("row-constraint", "Row constraint", "A row breaks a rule about its fields.", .row),
        IssueVocabulary("duplicate-row", "Duplicate row", "A row occurs again.", .row),
        IssueVocabulary("blank-row", "Blank row", "A row has no value at all.", .row),
        IssueVocabulary(
            "quote-error", "Quote error", "A quote stands where it neither opens nor closes a cell.", .row, "row-error"),
        IssueVocabulary(
            "encoding-error", "Encoding error", "Bytes are not valid in the encoding of the source.", .row, "row-error"),
        IssueVocabulary("json-error", "JSON error", "A line is no JSON object.", .row, "row-error"),
        IssueVocabulary(
            "duplicate-member", "Duplicate member", "A member occurs twice in a JSON object.", .cell, "cell-error"),
        IssueVocabulary(
            "cell-error", "Cell error", "A cell of a sheet holds an error, such as #N/A.", .cell, "type-error"),
        IssueVocabulary(
            "cell-unreadable", "Cell unreadable", "A cell of a sheet holds what its type cannot hold.", .cell,
            "type-error"),
        IssueVocabulary(
            "duplicate-cell", "Duplicate cell", "A row of a sheet has a second value for a cell.", .cell, "cell-error"),
        IssueVocabulary(
            "misplaced-cell", "Misplaced cell", "A cell of a sheet says that it is in another row.", .cell,
            "cell-error"),
        IssueVocabulary(
            "formula-without-cached-value", "Formula without cached value",
            "The formula of a cell has no stored value; the cell is read as empty.", .cell, "cell-error"),
        IssueVocabulary(
            "record-too-long", "Record too long", "A record is longer than the limit.", .row, "row-error"),
        IssueVocabulary(
            "target-error", "Refused by the target",
            "The table that the row goes to does not take it, by a rule of its own.", .row, "row-error"),
        IssueVocabulary("blank-header", "Blank header", "No column has a label.", .header),
        IssueVocabulary("unmatched-header", "Unmatched header", "No label names a field of the schema.", .header),
        IssueVocabulary("blank-label", "Blank label", "A column has no label.", .label),
        IssueVocabulary("duplicate-label", "Duplicate label", "A label occurs more than once.", .label),
        IssueVocabulary("extra-label", "Extra label", "A column has a label that no field has.", .label),
        IssueVocabulary("missing-label", "Missing label", "A field has no column.", .label),
        IssueVocabulary("incorrect-label", "Incorrect label", "A column has the label of another field.", .label),
    ]
}
