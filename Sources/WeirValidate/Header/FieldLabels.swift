import WeirModel

/// Which labels each field of a schema answers to.
struct FieldLabels {
    private let settings: HeaderSettings
    private let keys: [Set<String>]
    private let fieldsOfKey: [String: [Int]]

    init(_ schema: TableSchema, _ settings: HeaderSettings) {
        self.settings = settings
        keys = schema.fields.map { field in Set(Self.labels(of: field).map(settings.key)) }
        var fieldsOfKey: [String: [Int]] = [:]
        for (index, keys) in keys.enumerated() {
            for key in keys { fieldsOfKey[key, default: []].append(index) }
        }
        self.fieldsOfKey = fieldsOfKey
    }

    /// The labels of a field as the schema has them, the first one first.
    static func labels(of field: TableSchema.Field) -> [String] { [field.name] + field.aliases }

    /// Whether a field answers to a label.
    func field(_ index: Int, answersTo label: String) -> Bool { keys[index].contains(settings.key(label)) }

    /// The fields that answer to a label: one, unless the schema is ambiguous.
    func fields(answeringTo label: String) -> [Int] { fieldsOfKey[settings.key(label)] ?? [] }
}
