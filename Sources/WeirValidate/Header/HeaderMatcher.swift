import WeirModel
import WeirSpec

/// Compares the labels of a header with the fields of a schema and notes everything that does not fit.
struct HeaderMatcher {
    /// What does not fit, in the order of the columns, and then of the fields without one.
    private(set) var issues: [HeaderIssue] = []
    private let schema: TableSchema
    private let labels: [String]
    private let known: FieldLabels
    /// The fields that come from the data.
    private let dataFields: [Int]
    /// How many names may still be compared in search of what was meant: a hostile header has thousands of labels.
    private var comparisonsLeft: Int

    /// Makes a matcher.
    ///
    /// - Parameter suggests: whether to look for what was meant by a label that names nothing.
    init(_ schema: TableSchema, _ settings: HeaderSettings, labels: [String], suggests: Bool = true) {
        self.schema = schema
        dataFields = FieldLabels.dataFields(of: schema)
        comparisonsLeft = suggests ? 20_000 : 0
        self.labels = labels
        known = FieldLabels(schema, settings)
    }

    /// Finds the cell of each field.
    ///
    /// - Returns: for each field the place of its label, or -1.
    mutating func run() -> [Int] {
        let cells = schema.fieldsMatch == .exact ? matchByPosition() : matchByName()
        let severity = fits ? Severity.warning : .error
        if !issues.isEmpty, schema.fieldsMatch != .exact || fits, labels.allSatisfy(Self.isBlank) {
            issues = [HeaderIssue(.blankHeader, "no column has a label", severity: severity)]
        }
        return cells
    }

    /// Whether the rows can be read: what does not fit, if anything, does not matter.
    var fits: Bool { issues.allSatisfy { $0.severity == .warning } }

    /// Compares label by label.
    ///
    /// A blank label, or one that occurs twice, says nothing: the position does, so it is a warning.
    private mutating func matchByPosition() -> [Int] {
        var cells = [Int](repeating: -1, count: schema.fields.count)
        for (column, field) in dataFields.enumerated() { cells[field] = column }
        var columns: [String: [Int]] = [:]
        for (column, label) in labels.enumerated() { columns[label, default: []].append(column) }
        for (column, label) in labels.enumerated() {
            guard column < dataFields.count else {
                addExtra(column, among: [])
                continue
            }
            let field = dataFields[column]
            let name = schema.fields[field].name
            if known.field(field, answersTo: label) { continue }
            if Self.isBlank(label) {
                add(
                    .blankLabel, "\(number(column)) has no label; the field there is \(shown(field))", column, name,
                    .warning)
            } else if let twin = columns[label]?.first(where: { $0 != column }) {
                let message = "\(number(column)) is \"\(label)\" like \(number(twin)) instead of \(shown(field))"
                add(.duplicateLabel, message, column, name, .warning)
            } else if nearest(to: label, among: [field]) != nil {
                add(
                    .incorrectLabel, "\(number(column)) is \"\(label)\": did you mean \(shown(field, asField: true))?",
                    column,
                    name)
            } else {
                add(.incorrectLabel, "\(number(column)) is \"\(label)\" instead of \(shown(field))", column, name)
            }
        }
        for field in dataFields.dropFirst(labels.count) { addMissing(field, unclaimed: []) }
        return cells
    }

    /// Looks for each field among the labels.
    private mutating func matchByName() -> [Int] {
        let match = schema.fieldsMatch
        var cells = [Int](repeating: -1, count: schema.fields.count)
        var extras: [Int] = []
        for (column, label) in labels.enumerated() {
            let fields = known.fields(answeringTo: label)
            guard let field = fields.first else {
                extras.append(column)
                continue
            }
            let name = schema.fields[field].name
            let earlier = cells[field]
            if earlier < 0 {
                cells[field] = column
            } else if labels[earlier] == label {
                add(.duplicateLabel, "\(number(column)) is \"\(label)\" like \(number(earlier))", column, name)
            } else {
                let message =
                    "\(number(column)), \"\(label)\", and \(number(earlier)), \"\(labels[earlier])\", "
                    + "both name the field \"\(name)\""
                add(.duplicateLabel, message, column, name)
            }
        }
        let missing = dataFields.filter { cells[$0] < 0 }
        if match == .equal || match == .superset {
            for column in extras { addExtra(column, among: missing) }
            issues.sort { ($0.columnNumber ?? 0) < ($1.columnNumber ?? 0) }
        }
        if match == .equal || match == .subset {
            // Where surplus columns are reported, they say what they may be themselves.
            for field in missing { addMissing(field, unclaimed: match == .subset ? extras : []) }
        }
        if match == .partial, missing.count == dataFields.count {
            var message = "no column is in the schema"
            for column in extras {
                guard let field = nearest(to: labels[column], among: missing) else { continue }
                message +=
                    "; \(number(column)) is \"\(labels[column])\": did you mean \(shown(field, asField: true))?"
                break
            }
            issues.append(HeaderIssue(.unmatchedHeader, message))
        }
        return cells
    }

    private mutating func addExtra(_ column: Int, among fields: [Int]) {
        let label = labels[column]
        if Self.isBlank(label) {
            add(.blankLabel, "\(number(column)) has no label and is not in the schema", column, nil)
        } else if let field = nearest(to: label, among: fields) {
            let message = "\(number(column)) is \"\(label)\": did you mean \(shown(field, asField: true))?"
            add(.extraLabel, message, column, name(of: field))
        } else {
            add(.extraLabel, "\(number(column)), \"\(label)\", is not in the schema", column, nil)
        }
    }

    private mutating func addMissing(_ field: Int, unclaimed: [Int]) {
        var message = "there is no column \(shown(field))"
        if let column = unclaimed.first(where: { nearest(to: labels[$0], among: [field]) != nil }) {
            message += "; \(number(column)) is \"\(labels[column])\""
        }
        issues.append(HeaderIssue(.missingLabel, message, fieldName: name(of: field)))
    }

    private mutating func add(
        _ code: HeaderIssue.Code, _ message: String, _ column: Int, _ field: String?,
        _ severity: Severity = .error
    ) {
        issues.append(
            HeaderIssue(
                code, message, severity: severity, columnNumber: column + 1, label: labels[column], fieldName: field))
    }

    /// The field that one would probably have meant by a label.
    private mutating func nearest(to label: String, among fields: [Int]) -> Int? {
        guard comparisonsLeft > 0 else { return nil }
        let folding = HeaderSettings(foldCase: true, foldSpace: true)
        let offers = fields.flatMap { field in
            FieldLabels.labels(of: schema.fields[field]).map { (field: field, key: folding.key($0)) }
        }
        comparisonsLeft -= offers.count
        let wanted = folding.key(label)
        guard !wanted.isEmpty, let key = NearMiss.suggestion(for: wanted, among: offers.map(\.key)) else { return nil }
        return offers.first { $0.key == key }?.field
    }

    private func number(_ column: Int) -> String { "column \(column + 1)" }

    /// What a field is looked for by, and its name if that is another.
    private func shown(_ field: Int, asField: Bool = false) -> String {
        let name = schema.fields[field].name
        guard let from = schema.fields[field].mapping.from, from != name else {
            return asField ? "the field \"\(name)\"" : "\"\(name)\""
        }
        return "\"\(from)\" (the field \"\(name)\")"
    }

    private func name(of field: Int) -> String { schema.fields[field].name }

    private static func isBlank(_ label: String) -> Bool { label.allSatisfy(\.isWhitespace) }
}
