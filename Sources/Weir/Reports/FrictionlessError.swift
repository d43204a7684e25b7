internal import WeirModel

/// An issue in the terms of the Frictionless Framework.
///
/// Its tools know a fixed list of types and refuse others, and make the message anew from the note. An issue that they
/// have no type for has the nearest general one; `issueType` has our code in any case.
struct FrictionlessError {
    /// The error as a value.
    let value: Event.Value

    /// An issue of a row.
    ///
    /// - Parameter recordsBefore: how many records of the file stand before the first data record.
    init(_ issue: Issue, recordsBefore: Int) {
        let words = IssueVocabulary(issue.code.rawValue)
        let hasCell = issue.fieldNumber != nil || words.subject == .cell
        let type = words.frictionless == "row-error" && hasCell ? "cell-error" : words.frictionless
        var members = Self.head(words, type: type, note: issue.message, tags: hasCell ? ["#row", "#cell"] : ["#row"])
        members.append(.init("cells", .array([])))
        members.append(.init("rowNumber", .integer(issue.rowNumber + recordsBefore)))
        if hasCell {
            members.append(.init("cell", .string(issue.value ?? "")))
            members.append(.init("fieldName", .string(issue.fieldName ?? "")))
            members.append(.init("fieldNumber", .integer(issue.fieldNumber ?? 0)))
        }
        if type == "foreign-key" {
            let names = issue.foreignKey?.fields ?? []
            let referenced = issue.foreignKey?.referencedFields ?? []
            members.append(.init("fieldNames", .array(names.map { .string($0) })))
            members.append(.init("fieldCells", .array(issue.foreignKeyValues.map { .string($0) })))
            members.append(.init("referenceName", .string(issue.foreignKey?.resource ?? "")))
            members.append(.init("referenceFieldNames", .array(referenced.map { .string($0) })))
        }
        members += [
            .init("issueType", .string(issue.code.rawValue)),
            .init("severity", .string(issue.severity.rawValue)),
            .init("dataRowNumber", .integer(issue.rowNumber)),
            .init("line", .integer(issue.line)),
            .init("byteOffset", .integer(issue.byteOffset)),
        ]
        if let place = issue.sheetPlace { members.append(.init("sheetPlace", .string(place))) }
        if let constraint = issue.constraint { members.append(.init("constraint", .string(constraint.rawValue))) }
        value = .object(members)
    }

    /// An issue of a header.
    ///
    /// - Parameters:
    ///   - labels: the names of the columns, as far as they are known.
    ///   - headerRows: how many records of the file there are up to the end of the header.
    init(_ issue: HeaderIssue, labels: [String], headerRows: Int) {
        let words = IssueVocabulary(issue.code.rawValue)
        let isLabel = words.subject == .label
        var members = Self.head(
            words, type: words.frictionless, note: issue.message, tags: isLabel ? ["#header", "#label"] : ["#header"])
        members.append(.init("labels", .array(labels.map { .string($0) })))
        members.append(.init("rowNumbers", .array([.integer(headerRows)])))
        if isLabel {
            members.append(.init("label", .string(issue.label ?? "")))
            members.append(.init("fieldName", .string(issue.fieldName ?? "")))
            members.append(.init("fieldNumber", .integer(issue.columnNumber ?? 0)))
        }
        members.append(.init("severity", .string(issue.severity.rawValue)))
        if let line = issue.line { members.append(.init("line", .integer(line))) }
        value = .object(members)
    }

    private static func head(
        _ words: IssueVocabulary, type: String, note: String, tags: [String]
    ) -> [Event.Member] {
        [
            .init("type", .string(type)),
            .init("title", .string(words.title)),
            .init("description", .string(words.description)),
            .init("message", .string(note)),
            .init("tags", .array((["#table"] + tags).map { .string($0) })),
            .init("note", .string(note)),
        ]
    }
}
