internal import WeirModel

/// An issue in one line.
enum IssueLine {
    /// `file:line: row R, field "x": message [issue-type]`.
    static func text(_ issue: Issue) -> String {
        var text = "\(issue.source):\(issue.line): row \(issue.rowNumber)"
        if let field = issue.fieldName ?? issue.fieldNumber.map({ "\($0)" }) { text += ", field \"\(field)\"" }
        text += ": \(issue.message) [\(issue.code.rawValue)]"
        return PrintableText.visible(text)
    }
}
