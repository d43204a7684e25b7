extension Issue {
    /// The value of a member: a text or a whole number.
    public enum MemberValue: Sendable, Hashable {
        /// A text.
        case text(String)
        /// A whole number.
        case number(Int)
    }

    /// Hands out the members that the issue has, by their names in files and reports, in the order for people.
    public func forEachMember(_ body: (StaticString, MemberValue) -> Void) {
        body("severity", .text(severity.rawValue))
        body("issue_type", .text(code.rawValue))
        body("message", .text(message))
        body("row_number", .number(rowNumber))
        body("source", .text(source))
        if let sheet { body("sheet", .text(sheet)) }
        if let cell { body("cell", .text(cell)) }
        body("line", .number(line))
        body("byte_offset", .number(byteOffset))
        if let fieldName { body("field_name", .text(fieldName)) }
        if let fieldNumber { body("field_number", .number(fieldNumber)) }
        if let constraint { body("constraint", .text(constraint.rawValue)) }
        if let rule { body("rule", .text(rule)) }
        if let foreignKey { body("reference", .text(foreignKey.reference)) }
        if let sqlState { body("sql_state", .text(sqlState)) }
        if let value { body("value", .text(value)) }
        if let previousRowNumber { body("previous_row_number", .number(previousRowNumber)) }
        if let previousSource { body("previous_source", .text(previousSource)) }
    }
}
