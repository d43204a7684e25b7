import WeirModel

/// Which cell of a record belongs to which field of the schema.
struct HeaderMatch: Sendable {
    /// For each field the cell, from 0; -1 for a field that the data does not have.
    let cells: [Int]
    /// How many cells a record should have.
    let expectedCells: Int

    /// The field of each cell that has one.
    var fieldOfCell: [Int: Int] {
        Dictionary(cells.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Matches a schema that was made of the header: each field has its cell, whatever it was renamed to.
    init(inferred schema: TableSchema) {
        cells = Array(schema.fields.indices)
        expectedCells = cells.count
    }

    /// Matches a schema with the header of a source.
    ///
    /// - Parameter source: the name of the source, for the error.
    /// - Throws: `validate.header` with everything that does not fit.
    init(_ schema: TableSchema, _ header: TableHeader, source: String?) throws(WeirError) {
        let names = schema.fields.map(\.name)
        guard header.isPresent, !header.labels.isEmpty else {
            cells = Array(names.indices)
            expectedCells = names.count
            return
        }
        var problems = HeaderProblems()
        expectedCells = header.labels.count
        if schema.fieldsMatch == .exact {
            cells = Array(names.indices)
            problems.matchByPosition(names, header.labels)
        } else {
            cells = problems.matchByName(names, header.labels, schema.fieldsMatch)
        }
        guard problems.messages.isEmpty else {
            throw WeirError(
                .validateHeader,
                "the header does not fit the schema: " + problems.messages.joined(separator: "; "),
                hint:
                    "correct the schema's fields, or choose another fieldsMatch than \"\(schema.fieldsMatch.rawValue)\"",
                position: source.map { WeirError.Position(file: $0, line: header.line) }
            )
        }
    }
}
