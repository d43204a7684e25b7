internal import WeirModel

/// Reads the properties of a descriptor by name: a table schema, a field, its constraints.
struct DescriptorReader {
    private let entries: [SpecEntry]
    private let known: [TableSchemaTerms.Property]
    private let what: String

    init(_ entries: [SpecEntry], known: [TableSchemaTerms.Property], what: String) {
        self.entries = entries
        self.known = known
        self.what = what
    }

    /// The entry of a property, if it is written with a value.
    subscript(name: String) -> SpecEntry? {
        entries.first { $0.key == name && !$0.value.isNull && !$0.value.isUnusable }
    }

    /// Reads a property, if it is written.
    func value<Value>(
        _ name: String,
        _ reader: inout SpecReader,
        _ read: (SpecNode, inout SpecReader) -> Value?
    ) -> Value? {
        guard let entry = self[name] else { return nil }
        return reader.within(name) { read(entry.value, &$0) }
    }

    /// Refuses properties that are not known.
    ///
    /// A name with a colon is somebody's own and is left alone.
    func refuseOthers(_ reader: inout SpecReader) {
        reader.refuseUnknown(entries.filter { !$0.key.contains(":") }, known: known.map(\.name), what: what)
    }
}
