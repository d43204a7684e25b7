import WeirModel

/// A field of the schema and why it is what it is.
struct ColumnGuess: Sendable {
    /// The field.
    var field: TableSchema.Field
    /// The evidence, one comment line each.
    var evidence: [String]

    /// Chooses the type of a column.
    ///
    /// - Parameters:
    ///   - matches: the types that fit, in order of preference.
    ///   - splitsAtCommas: whether cells are separated by commas, so that a comma in a number groups its digits.
    init(
        name: String, profile: ColumnProfile, matches: [TypeSearch.Match], settings: InferSettings, isComplete: Bool,
        splitsAtCommas: Bool
    ) {
        field = TableSchema.Field(name: name, type: .string)
        evidence = []
        let fitting = matches.filter { $0.tally.failingShare <= settings.tolerance }
        let choice = TypeChoice(fitting, splitsAtCommas: splitsAtCommas)
        if profile.filled == 0 {
            evidence = [Self.nothing(profile)]
        } else if let match = choice.match, !Self.isCode(name, match) {
            take(match, choice.remark, profile)
            if settings.addsConstraints { addBounds(match.tally) }
        } else {
            evidence = [Self.texts(profile)] + Self.remarks(on: profile, matches, choice)
            if let match = choice.match {
                evidence.append("\(Self.share(match)), but the name speaks of a code, where each digit counts")
            }
            if settings.addsConstraints { addEnumeration(profile) }
        }
        let used = field.missingValues == nil ? 0 : profile.missing.values.reduce(0, +)
        let gaps = profile.empty + used + (field.mapping.trim == nil ? 0 : profile.blank)
        if isComplete, profile.filled > 0, gaps == 0 { field.constraints.required = true }
    }

    /// Notes the label of the column where the field cannot have it as its name, since another one has it in another case.
    mutating func nameLabel(_ label: String, among labels: [String]) {
        guard label != field.name, !label.allSatisfy(\.isWhitespace), labels.count(where: { $0 == label }) == 1 else {
            return
        }
        field.aliases = [label]
        evidence.append("\(Shown.quoted(label)) differs from another label in case alone, which databases do not tell")
    }

    /// Makes the field a text, since a value of the sample did not fit it.
    mutating func loosen(because reason: String) {
        let aliases = field.aliases
        field = TableSchema.Field(name: field.name, type: .string)
        field.aliases = aliases
        evidence = ["text, to be safe: \(reason)"]
    }

    /// Says that the points of the numbers may stand between thousands.
    ///
    /// - Parameter other: a column with a decimal comma, which makes it likely; `nil` if there is none.
    mutating func doubtPoints(decimalComma other: String?) {
        let doubt = "each point has three digits behind it, so it may stand between thousands"
        guard let other else {
            evidence.append("\(doubt): then it would be `type: integer, groupChar: \".\"`")
            return
        }
        var text = TableSchema.Field(name: field.name, type: .string)
        text.aliases = field.aliases
        text.constraints.required = field.constraints.required
        field = text
        evidence.append(
            "ambiguous: \(doubt), and \(Shown.quoted(other)) has a decimal comma; choose `type: number`, or "
                + "`type: integer, groupChar: \".\"`")
    }

    private mutating func take(_ match: TypeSearch.Match, _ remark: String?, _ profile: ColumnProfile) {
        let name = field.name
        field = match.candidate.field
        field.name = name
        if profile.spaced > 0 { field.mapping.trim = .both }
        var line = Self.share(match)
        if let least = match.tally.least, let greatest = match.tally.greatest {
            line += ", from \(Shown.plain(OuterSpace.dropped(least))) to \(Shown.plain(OuterSpace.dropped(greatest)))"
        }
        if profile.empty > 0 { line += "; \(Counted.grouped(profile.empty)) empty" }
        evidence.append(line)
        if !profile.missing.isEmpty {
            let texts = profile.missing.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            field.missingValues = [""] + texts.map(\.key)
            evidence.append(
                "taken as missing: "
                    + texts.map { "\(Shown.quoted($0.key)) \(Counted.of($0.value, "time"))" }.joined(separator: ", "))
        }
        if match.tally.failing > 0 {
            evidence.append(
                "\(Counted.of(match.tally.failing, "value")) will be rejected, such as "
                    + Shown.quoted(match.tally.firstFailing))
        }
        if profile.spaced > 0 {
            evidence.append("\(Counted.of(profile.spaced, "value")) with spaces at an end, which trim drops")
        }
        if let remark { evidence.append(remark) }
        if field.type == .integer, profile.longestDigits > 15 {
            evidence.append("up to \(profile.longestDigits) digits, which 64 bits hold and a double does not")
        }
        if !field.bareNumber {
            evidence.append(
                "what stands beside the digits is left out (bareNumber: false); a percentage is not divided")
        }
        if field.type == .integer, let distinct = profile.distinct, Set(distinct.keys) == ["0", "1"] {
            evidence.append("only 0 and 1: `type: boolean` would do as well")
        }
    }

    private mutating func addBounds(_ tally: TypeTally) {
        guard tally.failing == 0 else { return }
        field.constraints.minimum = tally.least.map { OuterSpace.dropped($0) }
        field.constraints.maximum = tally.greatest.map { OuterSpace.dropped($0) }
    }

    private mutating func addEnumeration(_ profile: ColumnProfile) {
        guard let distinct = profile.distinct, !distinct.isEmpty, profile.filled >= distinct.count * 10 else { return }
        field.constraints.enumeration = (Array(distinct.keys) + profile.missing.keys).sorted()
    }
}

extension ColumnGuess {
    /// Words in the name of a column whose digits are a code and not a quantity.
    private static let codeWords: Set<String> = [
        "zip", "zipcode", "postcode", "postalcode", "postal", "plz", "cap", "phone", "telephone", "tel", "mobile",
        "fax", "fips",
        "ssn", "iban", "isbn", "issn", "ean", "gtin", "upc", "barcode",
    ]

    /// Whether the name of a column of integers says that they are codes: one with a leading zero may be in a row that
    /// was not sampled.
    private static func isCode(_ name: String, _ match: TypeSearch.Match) -> Bool {
        guard match.candidate.field.type == .integer else { return false }
        let words = name.lowercased().split { !$0.isLetter }.map(String.init)
        return words.contains(where: codeWords.contains) || codeWords.contains(words.joined())
    }

    private static func share(_ match: TypeSearch.Match) -> String {
        let tally = match.tally
        return "\(Counted.grouped(tally.fitting)) of \(Counted.grouped(tally.values)) sampled values are "
            + match.candidate.phrase
    }

    private static func nothing(_ profile: ColumnProfile) -> String {
        let texts = profile.missing.sorted { $0.key < $1.key }
        if texts.isEmpty { return "no value in the sample" }
        return "no value in the sample but "
            + texts.map { "\(Shown.quoted($0.key)) (\(Counted.of($0.value, "time")))" }.joined(separator: ", ")
    }

    private static func texts(_ profile: ColumnProfile) -> String {
        var line = "text: \(Counted.of(profile.filled + profile.missing.values.reduce(0, +), "sampled value"))"
        if let distinct = profile.distinct, !distinct.isEmpty, profile.filled > distinct.count {
            let usual = distinct.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(4)
            let shown = usual.map { "\(Shown.quoted($0.key)) \(Counted.of($0.value, "time"))" }.joined(separator: ", ")
            line += ", \(distinct.count) different\(distinct.count > usual.count ? ", such as" : ":") \(shown)"
        } else if let example = profile.examples.first {
            line += ", such as \(Shown.quoted(example))"
        }
        if profile.empty > 0 { line += "; \(Counted.grouped(profile.empty)) empty" }
        return line
    }

    /// Why a column that looks like something else is text.
    private static func remarks(
        on profile: ColumnProfile, _ matches: [TypeSearch.Match], _ choice: TypeChoice
    ) -> [String] {
        var remarks: [String] = []
        if let remark = choice.remark { remarks.append(remark) }
        if choice.match == nil, choice.remark == nil {
            if profile.zeroLed > 0, profile.longestDigits > 1 {
                remarks.append(
                    "\(Counted.of(profile.zeroLed, "value")) with a leading zero, such as "
                        + "\(Shown.quoted(profile.zeroLedExample)): no number, or the zero would be lost")
            } else if profile.longestDigits > 15 {
                remarks.append("up to \(profile.longestDigits) digits: more than a number holds exactly")
            } else if let order = mixedOrder(matches) {
                remarks.append(order)
            } else if let near = matches.min(by: { $0.tally.failing < $1.tally.failing }), near.tally.failing > 0 {
                remarks.append("\(share(near)), but not \(Shown.quoted(near.tally.firstFailing))")
            }
        }
        if !profile.missing.isEmpty {
            let texts = profile.missing.keys.sorted().map { Shown.quoted($0) }
            remarks.append("kept as text: \(texts.joined(separator: ", ")); missingValues would make it null")
        }
        if profile.spaced > 0 {
            remarks.append("\(Counted.of(profile.spaced, "value")) with spaces at an end")
        }
        return remarks
    }

    /// Dates of which some can only be read day first and some only month first.
    private static func mixedOrder(_ matches: [TypeSearch.Match]) -> String? {
        guard let day = matches.first(where: { $0.candidate.reading == "day first" }),
            let month = matches.first(where: { $0.candidate.reading == "month first" })
        else { return nil }
        return "dates in mixed order: \(share(day)), but not \(Shown.quoted(day.tally.firstFailing)); "
            + "\(share(month)), but not \(Shown.quoted(month.tally.firstFailing))"
    }
}
