import WeirParse

/// The evidence for the dialect and the shape, as comment lines.
struct ParseRemarks {
    let guess: DialectGuess
    let shape: TableShape
    let records: SampleRecords

    /// The lines.
    var lines: [String] {
        let best = guess.best
        var lines: [String] = []
        if best.width > 1 {
            lines.append("\(width(best)) with the delimiter \(Self.name(best.dialect.delimiter))")
            lines.append(
                guess.runnerUp.map {
                    "next best: \(Self.name($0.dialect.delimiter)), \(width($0))"
                        + " (scores \(Self.score(best.value)) and \(Self.score($0.value)))"
                } ?? "no other delimiter gives columns")
        } else {
            lines.append("one column: no delimiter gives the same number of cells in most lines")
        }
        if shape.hasSeparatorLine { lines.append("the first line names the delimiter") }
        lines.append("header: \(shape.headerEvidence)")
        if shape.preambleLines > 0 { lines.append("\(Counted.of(shape.preambleLines, "line")) before the table") }
        if shape.footerLines > 0 {
            lines.append("\(Counted.of(shape.footerLines, "line")) behind the table: sums or notes")
        }
        if records.unsound > 0 {
            lines.append(
                "\(Counted.grouped(records.unsound)) of \(Counted.of(records.count, "sampled record")) will be rejected "
                    + "for the number of cells, a stray quote or a bad byte")
        }
        if records.unusedParts > 0 {
            lines.append(
                "no record could be found to start in \(Counted.of(records.unusedParts, "part")) of the sample")
        }
        return lines
    }

    /// The lines for JSON Lines.
    static func ofJSONLines(_ records: SampleRecords) -> [String] {
        var lines = ["each line is a JSON object; its members are found by their names, in any order"]
        if records.unsound > 0 {
            lines.append(
                "\(Counted.grouped(records.unsound)) of \(Counted.of(records.count, "sampled line")) will be rejected: "
                    + "no object, a member that occurs twice, or a bad byte")
        }
        if !records.isComplete {
            lines.append("an object with another member is rejected; fieldsMatch: subset would leave the member out")
        }
        return lines
    }

    private func width(_ score: DialectScore) -> String {
        "\(Counted.of(score.width, "cell")) in \(Counted.grouped(score.matching)) of \(Counted.of(score.records, "line"))"
    }

    private static func score(_ value: Double) -> String {
        let hundredths = Int((max(min(value, 9), 0) * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    }

    private static func name(_ delimiter: [UInt8]) -> String {
        switch delimiter {
        case [0x09]: "tab"
        case [0x20]: "space"
        default: YAMLText.quoted(String(decoding: delimiter, as: UTF8.self))
        }
    }
}
