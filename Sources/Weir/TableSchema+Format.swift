internal import WeirModel

/// What a format adds to a schema.
extension TableSchema {
    /// The schema with one more text that stands for no value in every field.
    func treatingAsMissing(_ text: String) -> TableSchema {
        var schema = self
        schema.missingValues.append(text)
        for index in schema.fields.indices { schema.fields[index].missingValues?.append(text) }
        return schema
    }

    /// Lets each boolean be `true` or `false`, whatever texts stand for them, unless the other one does.
    mutating func allowJSONBooleans() {
        for index in fields.indices where fields[index].type == .boolean {
            let texts = fields[index].trueValues + fields[index].falseValues
            if !texts.contains("true") { fields[index].trueValues.append("true") }
            if !texts.contains("false") { fields[index].falseValues.append("false") }
        }
    }
}
