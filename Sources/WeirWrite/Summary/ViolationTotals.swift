public import WeirModel

/// Exact counts of violations by kind, with a few examples of each.
public struct ViolationTotals: Sendable, Hashable {
    /// What makes two violations the same kind.
    public struct Kind: Sendable, Hashable {
        /// What is wrong.
        public var code: IssueCode
        /// The constraint that failed, if one did.
        public var constraint: ConstraintKind?
        /// The rule that is broken, from 0, if one is.
        public var rule: Int?
        /// How bad it is.
        public var severity: Severity
        /// The field, from 0; -1 for the record as a whole, for surplus cells and beyond `kindLimit`.
        public var column: Int
    }

    /// One kind and how often it occurred.
    public struct Entry: Sendable, Hashable {
        /// What is wrong.
        public var kind: Kind
        /// The field's name, unless the whole record is meant.
        public var fieldName: String?
        /// The rule's name, if a rule is broken.
        public var rule: String?
        /// How often.
        public var count = 0
        /// The data records of the first ones, from 1.
        public var firstRows: [Int] = []
        /// A few different values that have it.
        public var examples: [String] = []
    }

    /// The most examples, and first rows, of a kind.
    public static var exampleLimit: Int { 3 }
    /// In how many violations, from the first on, examples are looked for.
    public static var exampleSearch: Int { 10_000 }
    /// The most kinds that are told apart by field, so that a table of a million columns stays in bounds.
    public static var kindLimit: Int { 10_000 }

    /// The kinds in the order in which they first occurred.
    public private(set) var entries: [Entry] = []
    /// All violations.
    public private(set) var count = 0
    /// Those that do not reject their rows.
    public private(set) var warnings = 0
    /// Those that reject their rows.
    public var errors: Int { count - warnings }
    /// How many violations each code has, the most frequent first.
    public var countsByCode: [(code: IssueCode, count: Int)] {
        let counts = entries.reduce(into: [:]) { $0[$1.kind.code, default: 0] += $1.count }
        return counts.map { ($0, $1) }.sorted { ($1.count, $0.code.rawValue) < ($0.count, $1.code.rawValue) }
    }

    /// How many violations each field has that has any, in the order of the fields.
    ///
    /// What is about the record as a whole is in none of them.
    public var countsByColumn: [(name: String, count: Int)] {
        var counts: [Int: (name: String, count: Int)] = [:]
        for entry in entries {
            guard let name = entry.fieldName else { continue }
            counts[entry.kind.column, default: (name, 0)].count += entry.count
        }
        return counts.sorted { $0.key < $1.key }.map(\.value)
    }

    private var places: [Kind: Int] = [:]

    /// No violation.
    public init() {}

    /// Counts one violation.
    ///
    /// - Parameters:
    ///   - violation: what to count.
    ///   - rowNumber: its data record, from 1.
    ///   - columns: the columns of the table.
    ///   - rules: the names of the rules.
    ///   - value: the offending value, if it was rendered.
    mutating func add(
        _ violation: Violation, rowNumber: Int, columns: [ColumnInfo], rules: [String] = [], value: String?
    ) {
        count += 1
        if violation.severity == .warning { warnings += 1 }
        let isField = violation.code != .extraCell && columns.indices.contains(violation.column)
        var kind = Kind(
            code: violation.code,
            constraint: violation.constraint,
            rule: violation.rule,
            severity: violation.severity,
            column: isField ? violation.column : -1
        )
        if places[kind] == nil, entries.count >= Self.kindLimit { kind.column = -1 }
        let place = places[kind] ?? entries.count
        if place == entries.count {
            places[kind] = place
            let rule = kind.rule.flatMap { rules.indices.contains($0) ? rules[$0] : nil }
            entries.append(
                Entry(kind: kind, fieldName: kind.column < 0 ? nil : columns[kind.column].name, rule: rule))
        }
        entries[place].count += 1
        if entries[place].firstRows.count < Self.exampleLimit {
            entries[place].firstRows.append(rowNumber)
        }
        if let value, entries[place].examples.count < Self.exampleLimit, !entries[place].examples.contains(value) {
            entries[place].examples.append(value)
        }
    }
}
