import WeirModel

/// Says whose key a record has, in one sentence.
struct KeyMessage {
    private let key: KeyPlan
    private let plan: ValidationPlan
    private let screen: ValueScreen

    /// Prepares a message.
    ///
    /// - Parameter screen: how much of the values is told.
    init(_ key: KeyPlan, plan: ValidationPlan, screen: ValueScreen) {
        self.key = key
        self.plan = plan
        self.screen = screen
    }

    /// The sentence.
    ///
    /// - Parameter issue: the issue with the record that has the key.
    func text(of row: Int, in batch: CheckedBatch, _ issue: Issue) -> String {
        let place = issue.previousSource.map { " of \($0)" } ?? ""
        return "\(subject(of: row, in: batch)) occurs first in row \(issue.previousRowNumber ?? 0)\(place)"
    }

    /// The values of the key, and the names of their fields where there are several.
    private func subject(of row: Int, in batch: CheckedBatch) -> String {
        let text = KeyText(key.fields, of: batch, plan: plan, screen: screen)
        let values = text.values(row: row)
        let noun = key.kind == .primary ? "the primary key" : "the key"
        guard key.fields.count > 1 else {
            guard let values else { return noun }
            return key.kind == .primary ? "\(noun) \(values)" : values
        }
        return values.map { "\(noun) \(text.names) = \($0)" } ?? "\(noun) \(text.names)"
    }
}
