extension HeaderIssue {
    /// The issue as reports and events have it, by the names that the issues of rows have.
    public var value: Event.Value {
        var members: [Event.Member] = [
            .init("severity", .string(severity.rawValue)),
            .init("issue_type", .string(code.rawValue)),
            .init("message", .string(message)),
        ]
        if let columnNumber { members.append(.init("column_number", .integer(columnNumber))) }
        if let label { members.append(.init("label", .string(label))) }
        if let fieldName { members.append(.init("field_name", .string(fieldName))) }
        if let source { members.append(.init("source", .string(source))) }
        if let line { members.append(.init("line", .integer(line))) }
        return .object(members)
    }
}
