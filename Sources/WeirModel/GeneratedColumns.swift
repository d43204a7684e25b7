/// Columns of the target that no input has: which record a row was, where it came from, and when.
public struct GeneratedColumns: Sendable, Hashable {
    /// What a column tells.
    public enum Kind: Sendable, Hashable, CaseIterable {
        /// The number of the data record in its input, from 1, as issues have it.
        case row
        /// The name of the input.
        case source
        /// When the run began.
        case loadedAt
        /// The identity of the run.
        case run
    }

    /// One column.
    public struct Item: Sendable, Hashable {
        /// What it tells.
        public var kind: Kind
        /// Its name in the target.
        public var name: String

        /// Makes a column.
        public init(_ kind: Kind, name: String) {
            self.kind = kind
            self.name = name
        }
    }

    /// The columns in order; they stand behind those of the schema.
    public var items: [Item]

    /// Makes columns; none by default.
    public init(_ items: [Item] = []) { self.items = items }

    /// Whether there are none.
    public var isEmpty: Bool { items.isEmpty }

    /// What a sink has to know of them.
    public var infos: [ColumnInfo] {
        items.map { ColumnInfo(name: $0.name, type: $0.kind.type, required: true) }
    }
}

extension GeneratedColumns.Kind {
    /// How the values are held.
    public var type: ColumnType {
        switch self {
        case .row: .integer
        case .loadedAt: .datetime
        case .source, .run: .text
        }
    }
}
