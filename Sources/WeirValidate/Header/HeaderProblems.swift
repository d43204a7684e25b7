import WeirModel

/// What does not fit between a header and a schema, all of it, by the names that Frictionless has for it.
struct HeaderProblems {
    /// One clause per problem.
    private(set) var messages: [String] = []

    /// Compares label by label.
    ///
    /// A blank label, or one that occurs twice, is damaged and no problem.
    mutating func matchByPosition(_ names: [String], _ labels: [String]) {
        let counts = Self.counts(of: labels)
        for (index, (name, label)) in zip(names, labels).enumerated() where label != name {
            guard !Self.isBlank(label), counts[label] == 1 else { continue }
            messages.append("incorrect-label: column \(index + 1) is \"\(label)\" instead of \"\(name)\"")
        }
        for index in labels.indices.dropFirst(names.count) {
            messages.append("extra-label: column \(index + 1), \"\(labels[index])\", is not in the schema")
        }
        for name in names.dropFirst(labels.count) {
            messages.append("missing-label: there is no column \"\(name)\"")
        }
    }

    /// Looks for each name among the labels.
    ///
    /// - Returns: for each name the place of its label, or -1.
    mutating func matchByName(_ names: [String], _ labels: [String], _ match: TableSchema.FieldsMatch) -> [Int] {
        let counts = Self.counts(of: labels)
        let known = Set(names)
        var places: [String: Int] = [:]
        for (index, label) in labels.enumerated() where places[label] == nil {
            places[label] = index
            let isExtra = !known.contains(label)
            if isExtra, match == .equal || match == .superset {
                let kind = Self.isBlank(label) ? "blank-label" : "extra-label"
                messages.append("\(kind): column \(index + 1), \"\(label)\", is not in the schema")
            } else if !isExtra, let count = counts[label], count > 1 {
                messages.append("duplicate-label: \"\(label)\" occurs \(count) times")
            }
        }
        if match == .equal || match == .subset {
            for name in names where places[name] == nil {
                messages.append("missing-label: there is no column \"\(name)\"")
            }
        }
        let cells = names.map { places[$0] ?? -1 }
        if match == .partial, cells.allSatisfy({ $0 < 0 }) {
            messages.append("unmatched-header: no column is in the schema")
        }
        return cells
    }

    private static func counts(of labels: [String]) -> [String: Int] {
        labels.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    private static func isBlank(_ label: String) -> Bool { label.allSatisfy(\.isWhitespace) }
}
