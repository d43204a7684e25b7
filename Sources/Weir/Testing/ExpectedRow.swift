internal import WeirModel
internal import WeirSpec

/// A row that must be stored; columns that are not named may hold anything.
struct ExpectedRow: SettingValue {
    /// The columns that matter, with their values.
    var values: [SpecEntry] = []

    static func read(_ node: SpecNode, _ reader: inout SpecReader) -> ExpectedRow? {
        guard let entries = node.entries else {
            reader.reportMismatch(expected: shape.phrase, found: node)
            return nil
        }
        return ExpectedRow(values: entries.filter { !$0.value.isUnusable })
    }

    static var shape: SettingShape { .map(.anything) }

    var rendered: String { "" }

    /// Whether a stored row is the one that is meant.
    func matches(_ row: CapturedRow) -> Bool {
        values.allSatisfy { entry in row[entry.key].map { $0.equals(entry.value) } ?? false }
    }

    /// What is different in a stored row: `quantity: expected 5, found 4`.
    func differences(from row: CapturedRow) -> [String] {
        values.compactMap { entry in
            guard let found = row[entry.key] else { return "\(entry.key): there is no such column" }
            if found.equals(entry.value) { return nil }
            return "\(entry.key): expected \(StoredValue(entry.value).text), found \(found.text)"
        }
    }

    /// `{ id: 1, name: "lamp" }`.
    var description: String {
        "{ " + values.map { "\($0.key): \(StoredValue($0.value).text)" }.joined(separator: ", ") + " }"
    }
}
