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
    ///
    /// A field that does not come from the data has none.
    static func labels(of field: TableSchema.Field) -> [String] {
        field.mapping.constant == nil ? [field.mapping.from ?? field.name] + field.aliases : []
    }

    /// The fields that come from the data, in order.
    static func dataFields(of schema: TableSchema) -> [Int] {
        schema.fields.indices.filter { schema.fields[$0].mapping.constant == nil }
    }

    /// Whether a field answers to a label.
    func field(_ index: Int, answersTo label: String) -> Bool { keys[index].contains(settings.key(label)) }

    /// The fields that answer to a label: one, unless the schema is ambiguous.
    func fields(answeringTo label: String) -> [Int] { fieldsOfKey[settings.key(label)] ?? [] }
}
