import WeirModel

/// What a key of a schema is and costs, for people.
public struct KeyCost: Sendable, Hashable {
    /// What asks for it and which fields it has, such as `primary key (country, id)`.
    public var name: String
    /// How it is compared and what it takes.
    public var cost: String
}

extension ValidationPlan {
    /// The keys that must be told apart, and what they cost.
    public var keyCosts: [KeyCost] {
        gathered.enumerated().map { index, key in
            let names = key.fields.map { schema.fields[$0].name }.joined(separator: ", ")
            let noun =
                switch key.kind {
                case .primary: "primary key"
                case .unique: "unique"
                case .reference: "foreign key"
                }
            let reference = index < keys.count ? nil : schema.foreignKeys[index - keys.count]
            let type = key.fields.count == 1 ? fields[key.fields[0]].type : .text
            let cost =
                switch type {
                case .text: "by a hash of 88 bits, 17 bytes each and 13 per row of a batch"
                case .number: "by value, 17 bytes each and 8 per row of a batch"
                default: "by value, 17 bytes each; next to nothing where they ascend or stand close together"
                }
            let target = reference.map { " to \($0.place) (\($0.referencedFields.joined(separator: ", ")))" } ?? ""
            return KeyCost(name: "\(noun) (\(names))\(target)", cost: cost)
        }
    }

    /// The memory that the keys of a row take in a batch, in bytes.
    public var keyBytesPerRow: Int {
        gathered.reduce(0) { sum, key in
            guard key.fields.count == 1, fields[key.fields[0]].type != .text else { return sum + 13 }
            return sum + (fields[key.fields[0]].type == .number ? 8 : 0)
        }
    }
}

extension TableSchema.ForeignKey {
    /// The table that is referred to, for people.
    var place: String { resource.isEmpty ? "the table itself" : resource }
}
