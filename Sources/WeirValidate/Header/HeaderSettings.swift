public import WeirModel
public import WeirSpec

/// How the labels of the data are compared with the names and the aliases of the fields.
public struct HeaderSettings: Settings, Hashable {
    /// Whether upper and lower case are the same.
    public var foldCase = false
    /// Whether spaces at the ends do not count, and spaces, `_` and `-` between words are the same.
    public var foldSpace = false

    /// Labels must be written as the schema has them.
    public init() {}

    /// Makes settings.
    init(foldCase: Bool, foldSpace: Bool) {
        self.foldCase = foldCase
        self.foldSpace = foldSpace
    }

    /// What the group is for.
    public static let summary = "How the labels of the data are compared with the names and aliases of the fields."

    /// The settings.
    public static let settings: [Setting<HeaderSettings>] = [
        Setting("foldCase", \.foldCase, "Whether upper and lower case are the same."),
        Setting(
            "foldSpace", \.foldSpace,
            "Whether spaces at the ends do not count, and any run of spaces, `_` and `-` between words is the same."
        ),
    ]

    /// The form in which two labels are compared.
    func key(_ label: String) -> String {
        let words = foldSpace ? label.split { $0.isWhitespace || $0 == "_" || $0 == "-" }.joined(separator: " ") : label
        return foldCase ? words.lowercased() : words
    }

    /// The labels that two fields of a schema answer to, each in one sentence.
    ///
    /// A label that could mean two fields is a mistake of the schema and never decided by chance. With
    /// `fieldsMatch: exact` the position tells two fields with the same alias apart, but not an alias that is the name of
    /// another field: two columns could be swapped unnoticed.
    public func ambiguities(in schema: TableSchema) -> [String] {
        var owners: [String: (field: Int, isName: Bool)] = [:]
        var found: [String] = []
        let fields = schema.fields.indices.map { (index: $0, labels: FieldLabels.labels(of: schema.fields[$0])) }
        // Names first, so that an alias is what is blamed.
        let claims =
            fields.flatMap { field in field.labels.prefix(1).map { (field.index, $0, true) } }
            + fields.flatMap { field in field.labels.dropFirst().map { (field.index, $0, false) } }
        for (field, label, isName) in claims {
            let key = key(label)
            guard let owner = owners[key] else {
                owners[key] = (field, isName)
                continue
            }
            if owner.field == field || schema.fieldsMatch == .exact && !owner.isName { continue }
            let names = [owner.field, field].map { "\"\(schema.fields[$0].name)\"" }.joined(separator: " and ")
            found.append("the label \"\(label)\" means two fields, \(names)")
        }
        return found
    }
}
