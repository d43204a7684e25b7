import WeirModel

/// Which cell of a record belongs to which field of the schema.
struct HeaderMatch: Sendable {
    /// For each field the cell, from 0; -1 for a field that the data does not have.
    let cells: [Int]
    /// How many cells a record should have.
    let expectedCells: Int
    /// What is strange about the header and does not matter.
    let warnings: [HeaderIssue]

    /// The field of each cell that has one.
    var fieldOfCell: [Int: Int] {
        Dictionary(cells.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Matches a schema that was made of the header: each field has its cell, whatever it was renamed to.
    init(inferred schema: TableSchema) {
        cells = Array(schema.fields.indices)
        expectedCells = cells.count
        warnings = []
    }

    /// Matches the schema of a plan with the header of a source.
    ///
    /// - Parameter source: the name of the source, for the error.
    /// - Throws: `validate.header` with everything that does not fit.
    init(_ plan: ValidationPlan, _ header: TableHeader, source: String?) throws(WeirError) {
        let schema = plan.schema
        guard header.isPresent, !header.labels.isEmpty else {
            var cells = [Int](repeating: -1, count: schema.fields.count)
            for (cell, field) in plan.dataFields.enumerated() { cells[field] = cell }
            self.cells = cells
            expectedCells = plan.dataFields.count
            warnings = []
            return
        }
        var matcher = HeaderMatcher(schema, plan.header, labels: header.labels)
        cells = matcher.run()
        expectedCells = header.labels.count
        let issues = matcher.issues.map { issue in
            var placed = issue
            placed.source = source
            placed.line = header.line
            return placed
        }
        warnings = issues
        guard matcher.fits else {
            let list = issues.map(\.description).joined(separator: "; ")
            var error = WeirError(
                .validateHeader, "the header does not fit the schema: \(list)",
                hint: HeaderHint.text(schema, plan.header, labels: header.labels),
                position: source.map { WeirError.Position(file: $0, line: header.line) })
            error.headerIssues = issues
            throw error
        }
    }
}
