public import WeirModel

extension TableSchema {
    /// The schema of a table that nobody described: one field of type `any` for each column.
    ///
    /// Names are the labels of the header; a blank or absent label becomes `fieldN` with the number of the column, and
    /// a name that was there before, in any case, gets `_2`, `_3` and so on, since databases do not tell cases apart.
    ///
    /// - Parameter reserved: names that are taken already.
    public static func inferred(from header: TableHeader, reserving reserved: [String] = []) -> TableSchema {
        var taken = Set(reserved.map { $0.lowercased() })
        let fields = (0..<max(header.fieldCount, header.labels.count)).map { index in
            let label = index < header.labels.count ? header.labels[index] : ""
            let isBlank = label.allSatisfy(\.isWhitespace)
            let base = isBlank ? "field\(index + 1)" : label
            var name = base
            var number = 2
            while !taken.insert(name.lowercased()).inserted {
                name = "\(base)_\(number)"
                number += 1
            }
            return Field(name: name)
        }
        return TableSchema(fields: fields)
    }
}
