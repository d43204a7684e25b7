public import WeirModel

extension Issue {
    /// Appends the issue as a JSON object on one line; what it does not have is left out.
    public func appendJSON(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #"{"severity":"#.utf8)
        JSONText.append(severity.rawValue, to: &bytes)
        append("issue_type", code.rawValue, to: &bytes)
        append("message", message, to: &bytes)
        append("row_number", rowNumber, to: &bytes)
        append("source", source, to: &bytes)
        append("line", line, to: &bytes)
        append("byte_offset", byteOffset, to: &bytes)
        append("field_name", fieldName, to: &bytes)
        if let fieldNumber { append("field_number", fieldNumber, to: &bytes) }
        append("constraint", constraint?.rawValue, to: &bytes)
        append("rule", rule, to: &bytes)
        append("value", value, to: &bytes)
        if let previousRowNumber { append("previous_row_number", previousRowNumber, to: &bytes) }
        append("previous_source", previousSource, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }

    private func append(_ key: StaticString, _ value: String?, to bytes: inout [UInt8]) {
        guard let value else { return }
        appendKey(key, to: &bytes)
        JSONText.append(value, to: &bytes)
    }

    private func append(_ key: StaticString, _ value: Int, to bytes: inout [UInt8]) {
        appendKey(key, to: &bytes)
        JSONText.append(value, to: &bytes)
    }

    private func appendKey(_ key: StaticString, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #",""#.utf8)
        key.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: #"":"#.utf8)
    }
}
