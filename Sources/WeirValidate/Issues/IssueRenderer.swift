public import WeirModel

/// Renders violations by the schema and the inputs of a run.
public struct IssueRenderer: IssueRendering {
    private let plan: ValidationPlan
    private let sources: [SourceInfo]
    private let screen: ValueScreen

    /// Makes a renderer.
    ///
    /// - Parameters:
    ///   - plan: the compiled schema that the rows were checked against.
    ///   - sources: the inputs of the run, in order.
    ///   - screen: what values go through before they are told.
    public init(plan: ValidationPlan, sources: [SourceInfo], screen: ValueScreen = .open) {
        self.plan = plan
        self.sources = sources
        self.screen = screen
    }

    /// Renders the first `limit` violations of a batch, in row order.
    public func render(_ batch: CheckedBatch, limit: Int, to take: (Issue) throws -> Void) rethrows {
        guard limit > 0, !batch.violations.isEmpty else { return }
        let header = batch.records.header
        let schema = plan.schema(for: header)
        var rendering = BatchIssueRendering(
            batch: batch,
            plan: plan,
            schema: schema,
            screen: screen,
            sources: sources,
            source: sources.indices.contains(batch.records.source) ? sources[batch.records.source].name : "",
            sheet: sources.indices.contains(batch.records.source) ? sources[batch.records.source].sheet : nil,
            expectedCells: header.labels.isEmpty ? FieldLabels.dataFields(of: schema).count : header.labels.count
        )
        for violation in batch.violations.prefix(limit) { try take(rendering.issue(for: violation)) }
    }
}

/// Renders the violations of one batch.
private struct BatchIssueRendering {
    let batch: CheckedBatch
    let plan: ValidationPlan
    let schema: TableSchema
    let screen: ValueScreen
    let sources: [SourceInfo]
    let source: String
    let sheet: String?
    let expectedCells: Int
    /// The cell of each field, where that is told.
    private let cells: [Int]
    private var cursor = LineCursor()

    init(
        batch: CheckedBatch, plan: ValidationPlan, schema: TableSchema, screen: ValueScreen, sources: [SourceInfo],
        source: String,
        sheet: String?,
        expectedCells: Int
    ) {
        self.batch = batch
        self.plan = plan
        self.schema = schema
        self.screen = screen
        self.sources = sources
        self.source = source
        self.sheet = sheet
        cells = sheet == nil ? [] : (try? HeaderMatch(plan, batch.records.header, source: nil))?.cells ?? []
        self.expectedCells = expectedCells
    }

    /// The byte that an encoding error is about; none where the text was converted, and it is no longer there.
    private func badByte(_ violation: Violation) -> UInt8? {
        let records = batch.records
        let index = violation.byteOffset - records.byteOffset
        guard screen.disclosure == .full, violation.code == .encodingError, violation.valueRange.contains(index) else {
            return nil
        }
        // A byte of a replacement character (EF BF BD) may stand there by chance.
        let around = records.bytes[max(index - 2, 0)..<min(index + 3, records.bytes.count)].array
        let replaces = around.indices.dropLast(2).contains { Array(around[$0..<$0 + 3]) == [0xEF, 0xBF, 0xBD] }
        return records.bytes[index] >= 0x80 && !replaces ? records.bytes[index] : nil
    }

    /// The text of a value; of a JSON string what it stands for.
    private func text(_ range: Range<Int>) -> [UInt8] {
        let records = batch.records
        let raw = records.bytes[range].array
        let isString =
            records.escapes == .json && range.lowerBound > 0 && raw.contains(UInt8(ascii: "\\"))
            && records.bytes[range.lowerBound - 1] == UInt8(ascii: "\"")
        guard isString else { return raw }
        return Array(raw.withUnsafeBufferPointer(JSONEscapes.text).utf8)
    }

    /// Renders one violation of a batch.
    mutating func issue(for violation: Violation) -> Issue {
        let rules = plan.settings.rules
        if let rule = violation.rule, rules.indices.contains(rule) { return issue(for: violation, of: rules[rule]) }
        let records = batch.records
        let start = records.recordRange(ofRow: violation.row).lowerBound
        let range = violation.valueRange.clamped(to: 0..<records.bytes.count)
        let raw = text(range)
        let isMember = records.escapes == .json
        let isSurplus = violation.code == .extraCell && !isMember
        let field =
            !isSurplus && schema.fields.indices.contains(violation.column) ? schema.fields[violation.column] : nil
        let message = IssueMessage(
            violation, value: raw, told: screen.shown(raw), field: field, badByte: badByte(violation)
        ).text(
            cells: records.layout.cellCount(ofRow: violation.row), expected: expectedCells, isMember: isMember)
        var issue = Issue(
            severity: violation.severity,
            code: violation.code,
            message: message,
            source: source,
            rowNumber: records.firstRecord + violation.row + 1,
            line: cursor.line(of: violation.row, at: start, in: records),
            byteOffset: violation.byteOffset >= 0
                ? violation.byteOffset : records.byteOffset + violation.valueRange.lowerBound,
            fieldName: field?.name,
            fieldNumber: field == nil && !isSurplus ? nil : violation.column + 1,
            constraint: violation.constraint,
            value: raw.isEmpty || violation.code == .recordTooLong ? nil : screen.shown(raw))
        if violation.constraint == .jsonSchema, let detail = jsonFailure(violation) {
            issue.message += ": \(detail.text)"
        }
        name(&issue, violation, isCell: isSurplus || field != nil || violation.valueRange.lowerBound > start)
        if let collision = violation.collision { explain(collision, of: violation.row, in: &issue) }
        if let refusal = violation.refusal, batch.refusals.indices.contains(refusal) {
            explain(batch.refusals[refusal], in: &issue)
        }
        if let reference = violation.foreignKey, plan.references.indices.contains(reference) {
            issue.foreignKey = schema.foreignKeys[reference]
            let key = KeyText(plan.references[reference].fields, of: batch, plan: plan, screen: screen)
            issue.foreignKeyValues = key.shown(row: violation.row)
            issue.message = key.text(of: schema.foreignKeys[reference], row: violation.row)
        }
        return issue
    }

    /// Where in a value its JSON Schema fails.
    private func jsonFailure(_ violation: Violation) -> JSONFailureText? {
        guard plan.fields.indices.contains(violation.column), batch.columns.indices.contains(violation.column) else {
            return nil
        }
        return JSONFailureText(
            plan.fields[violation.column], batch.columns[violation.column], row: violation.row, of: batch,
            showsNames: screen.disclosure == .full)
    }

    /// Says where in its sheet an issue is.
    private func name(_ issue: inout Issue, _ violation: Violation, isCell: Bool) {
        guard let sheet else { return }
        issue.sheet = sheet
        guard isCell, violation.column >= 0 else { return }
        let isOfField = violation.code != .extraCell && cells.indices.contains(violation.column)
        let column = isOfField ? cells[violation.column] : violation.column
        if column >= 0 { issue.cell = Issue.cellName(column: column, row: issue.line) }
    }

    /// Says why the target does not take a row; its own words may have values in them.
    private func explain(_ refusal: RowRefusal, in issue: inout Issue) {
        issue.sqlState = refusal.sqlState
        if screen.disclosure == .full { issue.message += ": \(refusal.reason)" }
        if let state = refusal.sqlState { issue.message += " (SQLSTATE \(state))" }
    }

    /// Says which record has the key of a row.
    private func explain(_ collision: KeyCollision, of row: Int, in issue: inout Issue) {
        issue.previousRowNumber = collision.record + 1
        if collision.source != batch.records.source, sources.indices.contains(collision.source) {
            issue.previousSource = sources[collision.source].name
        }
        guard plan.keys.indices.contains(collision.key) else { return }
        issue.message = KeyMessage(plan.keys[collision.key], plan: plan, screen: screen).text(of: row, in: batch, issue)
    }

    /// Renders a broken rule.
    private mutating func issue(for violation: Violation, of rule: RuleSettings) -> Issue {
        let records = batch.records
        let start = records.recordRange(ofRow: violation.row).lowerBound
        let values = RuleValues(rule, of: batch, schema, screen).text(row: violation.row)
        let facts = values.map { ": \($0)" } ?? ""
        var issue = Issue(
            severity: violation.severity, code: violation.code,
            message: rule.message ?? "the rule \"\(rule.name)\" does not hold\(facts)",
            source: source, rowNumber: records.firstRecord + violation.row + 1,
            line: cursor.line(of: violation.row, at: start, in: records), byteOffset: records.byteOffset + start,
            rule: rule.name,
            value: values)
        name(&issue, violation, isCell: false)
        return issue
    }
}

extension RecordLayout {
    /// How many cells a record has.
    fileprivate func cellCount(ofRow row: Int) -> Int {
        switch self {
        case .rectangular(_, let columns, _, _): columns
        case .general(let layout): Int(layout.rowFirstField[row + 1]) - Int(layout.rowFirstField[row])
        }
    }
}
