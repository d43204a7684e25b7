import WeirModel

/// The type of a column among those that fit all its values.
struct TypeChoice {
    /// The type; `nil` for text.
    private(set) var match: TypeSearch.Match?
    /// What was assumed, or why nothing could be.
    private(set) var remark: String?

    /// Takes the first one, unless another one reads the same texts as something else.
    init(_ fitting: [TypeSearch.Match], splitsAtCommas: Bool) {
        guard let first = fitting.first else { return }
        guard let reading = first.candidate.reading,
            let rival = fitting.first(where: { $0.candidate.reading.map { $0 != reading } ?? false })
        else {
            match = first
            remark = Self.evidence(for: first)
            return
        }
        let example = Shown.quoted(first.tally.least ?? "")
        if splitsAtCommas, rival.candidate.field.groupChar == "," {
            match = rival
            remark = "assumed: the comma in \(example) is between thousands, since a comma also separates the cells"
            return
        }
        let formats = [first, rival].map { "\($0.candidate.phrase) (\($0.candidate.reading ?? ""))" }
        remark =
            "ambiguous: all \(Counted.of(first.tally.values, "value")) fit \(formats.joined(separator: " and ")), "
            + "for instance \(example); choose one of them"
    }

    private static func evidence(for match: TypeSearch.Match) -> String? {
        match.candidate.reading.map { "\($0): no other order fits all values" }.flatMap {
            match.candidate.field.format.contains("%") ? $0 : nil
        }
    }
}
