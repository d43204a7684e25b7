internal import WeirModel

/// An issue in one line.
enum IssueLine {
    /// `file:line: row R, field "x": message [issue-type]`; a cell without a field is named by its number.
    static func text(_ issue: Issue) -> String {
        let place = issue.sheetPlace ?? String(issue.line)
        var text = "\(issue.source):\(place): row \(issue.rowNumber)"
        if let field = issue.fieldName {
            text += ", field \"\(field)\""
        } else if let number = issue.fieldNumber {
            text += ", cell \(number)"
        }
        text += ": \(issue.message) [\(issue.code.rawValue)]"
        return PrintableText.visible(text)
    }
}
