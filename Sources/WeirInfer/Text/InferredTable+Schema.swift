import WeirModel

extension InferredTable {
    /// The Table Schema descriptor as JSON.
    public var schemaJSON: String {
        var text = "{\n  \"$schema\": \"https://datapackage.org/profiles/2.0/tableschema.json\",\n  \"fields\": [\n"
        text += schema.fields.map { "    \($0.json)" }.joined(separator: ",\n")
        return text + "\n  ]\n}\n"
    }
}
