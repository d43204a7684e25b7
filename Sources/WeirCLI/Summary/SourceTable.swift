internal import WeirModel
internal import WeirWrite

/// What was done with each input, where there are several; those with the most issues first.
struct SourceTable {
    /// How many inputs are shown.
    private static let sourceLimit = 10

    private let sources: [RunSummary.Source]

    /// Makes a table.
    init(_ sources: [RunSummary.Source]) { self.sources = sources }

    /// The lines; none for a single input.
    func lines(indent: Int) -> [String] {
        guard sources.count > 1 else { return [] }
        let sorted = sources.enumerated().sorted {
            ($1.element.issues, $0.offset) < ($0.element.issues, $1.offset)
        }.map(\.element)
        let rows = sorted.prefix(Self.sourceLimit).map { source in
            [
                PrintableText.visible(source.name), Figure.count(source.counts.accepted),
                Figure.count(source.counts.rejected), Figure.count(source.issues),
            ]
        }
        let lines = TextTable(rows: [["input", "accepted", "rejected", "issues"]] + rows).lines(indent: indent)
        let hidden = sources.count - rows.count
        if hidden == 0 { return lines }
        let margin = String(repeating: " ", count: indent)
        return lines + ["\(margin)and \(Figure.count(hidden, "other input")) in the report (--report)"]
    }
}
