internal import WeirModel

extension Issue {
    /// The issue as the issues file has it, as a value.
    var reported: Event.Value {
        var members: [Event.Member] = [
            .init("severity", .string(severity.rawValue)),
            .init("issue_type", .string(code.rawValue)),
            .init("message", .string(message)),
            .init("row_number", .integer(rowNumber)),
            .init("source", .string(source)),
            .init("line", .integer(line)),
            .init("byte_offset", .integer(byteOffset)),
        ]
        if let fieldName { members.append(.init("field_name", .string(fieldName))) }
        if let fieldNumber { members.append(.init("field_number", .integer(fieldNumber))) }
        if let constraint { members.append(.init("constraint", .string(constraint.rawValue))) }
        if let value { members.append(.init("value", .string(value))) }
        return .object(members)
    }
}
