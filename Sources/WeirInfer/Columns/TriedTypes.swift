import WeirModel

/// The types and formats that columns are tried for; of those that fit all values of a column, the first is taken.
///
/// To try one more, add a line: whether a text is such a value is what the converter of the type says.
enum TriedTypes {
    /// All candidates, in order.
    static let all: [TypeCandidate] =
        [
            TypeCandidate(.integer, "integers", form: "-?(0|[1-9]\\d*)|\\+(0|[1-9]\\d{0,5})"),
            TypeCandidate(
                .number, "numbers",
                form: "(-?\(whole)?|\\+(0|[1-9]\\d{0,5})?)(\\.\\d*)?([eE][-+]?\\d{1,3})?|[-+]?[iI][nN][fF]"),
            TypeCandidate(.boolean, "\"true\" or \"false\""),
        ] + booleans + [
            TypeCandidate(.date, "ISO dates"),
            TypeCandidate(.datetime, "ISO date-times"),
            TypeCandidate(.time, "times of day"),
            TypeCandidate(.yearmonth, "months of a year", form: "(1[5-9]|2\\d)\\d\\d-\\d\\d"),
            TypeCandidate(.duration, "durations"),
            TypeCandidate(.string, "UUIDs") { $0.format = "uuid" },
        ] + groupedNumbers + unitNumbers + times + dates + dateTimes + [
            TypeCandidate(.datetime, "ISO date-times in several forms") { $0.format = "any" },
            TypeCandidate(.geojson, "GeoJSON"),
            TypeCandidate(.object, "JSON objects"),
            TypeCandidate(.array, "JSON arrays"),
        ] + lists

    // MARK: - Lists

    /// Whole numbers with a delimiter between them, at least two in each cell: one alone could be anything.
    private static let lists: [TypeCandidate] = ["|", ";"].map { delimiter in
        let number = "-?(0|[1-9]\\d{0,17})"
        return TypeCandidate(.list, "lists of integers", form: "\(number)([\(delimiter)]\(number))+") {
            $0.delimiter = delimiter
            $0.itemType = .integer
        }
    }

    // MARK: - Booleans

    /// Further words for truth values; 0 and 1 are integers until somebody says otherwise.
    private static let booleans: [TypeCandidate] = [
        boolean("yes", "no"), boolean("y", "n"), boolean("t", "f"), boolean("on", "off"),
    ]

    private static func boolean(_ yes: String, _ no: String) -> TypeCandidate {
        func cases(_ word: String) -> [String] {
            let capital = word.prefix(1).uppercased() + word.dropFirst()
            return word.count == 1 ? [word, word.uppercased()] : [word, capital, word.uppercased()]
        }
        var candidate = TypeCandidate(.boolean, "\"\(yes)\" or \"\(no)\"") {
            $0.trueValues = cases(yes)
            $0.falseValues = cases(no)
        }
        candidate.needsAll = [cases(yes), cases(no)]
        return candidate
    }

    // MARK: - Numbers

    /// Digits that a double holds exactly, without a leading zero.
    private static let whole = "(0|[1-9]\\d{0,14})"
    private static let commaMark = "a comma as decimal mark"
    private static let commaGroup = "a comma between thousands"

    private static func grouped(_ mark: String) -> String { "(0|[1-9]\\d{0,2}(\(mark)\\d{3}){0,4})" }

    /// Numbers with groups of three digits, or with a comma as decimal mark.
    private static let groupedNumbers: [TypeCandidate] =
        [
            TypeCandidate(
                .number, "numbers with a decimal comma", form: "(-?\(whole)|\\+(0|[1-9]\\d{0,5}))(,\\d+)?",
                reading: commaMark
            ) {
                $0.decimalChar = ","
            },
            TypeCandidate(.integer, "integers with commas", form: "-?\(grouped(","))", reading: commaGroup) {
                $0.groupChar = ","
            },
            TypeCandidate(.number, "numbers with commas", form: "-?\(grouped(","))(\\.\\d+)?", reading: commaGroup) {
                $0.groupChar = ","
            },
            TypeCandidate(.integer, "integers with points", form: "-?\(grouped("\\."))") { $0.groupChar = "." },
            TypeCandidate(
                .number, "numbers with points and a decimal comma", form: "-?\(grouped("\\."))(,\\d+)?",
                reading: commaMark
            ) {
                $0.groupChar = "."
                $0.decimalChar = ","
            },
        ]
        + [(" ", "spaces"), ("\u{A0}", "no-break spaces"), ("\u{202F}", "narrow spaces"), ("'", "apostrophes")].flatMap
    {
        mark, name in
        [
            TypeCandidate(.integer, "integers with \(name)", form: "-?\(grouped(mark))") { $0.groupChar = mark },
            TypeCandidate(.number, "numbers with \(name)", form: "-?\(grouped(mark))(\\.\\d+)?") {
                $0.groupChar = mark
            },
            TypeCandidate(.number, "numbers with \(name) and a decimal comma", form: "-?\(grouped(mark))(,\\d+)?") {
                $0.groupChar = mark
                $0.decimalChar = ","
            },
        ]
    }

    /// Numbers with one and the same sign of a currency, or a percent sign, in every cell.
    private static let unitNumbers: [TypeCandidate] = [
        ("\\$", "$"), ("€", "€"), ("£", "£"), ("¥", "¥"), ("%", "%"),
    ].flatMap { sign, name in
        let plain = "\(whole)(\\.\\d+)?"
        let comma = "\(grouped(","))(\\.\\d+)?"
        let point = "\(grouped("\\."))(,\\d+)?"
        func form(_ number: String) -> String { "\(sign)[ \u{A0}]?-?\(number)|-?\(number)[ \u{A0}]?\(sign)" }
        return [
            TypeCandidate(.number, "numbers with \(name)", form: form(plain)) { $0.bareNumber = false },
            TypeCandidate(
                .number, "numbers with \(name) and a decimal comma", form: form("\(whole)(,\\d+)?"), reading: commaMark
            ) {
                $0.bareNumber = false
                $0.decimalChar = ","
            },
            TypeCandidate(.number, "numbers with \(name) and commas", form: form(comma), reading: commaGroup) {
                $0.bareNumber = false
                $0.groupChar = ","
            },
            TypeCandidate(
                .number, "numbers with \(name), points and a decimal comma", form: form(point), reading: commaMark
            ) {
                $0.bareNumber = false
                $0.groupChar = "."
                $0.decimalChar = ","
            },
        ]
    }

    // MARK: - Dates and times

    /// Days in figures.
    private static let dayPatterns = [
        "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%Y", "%m.%d.%Y",
        "%d/%m/%y", "%m/%d/%y", "%y/%m/%d", "%d-%m-%y", "%m-%d-%y", "%y-%m-%d", "%d.%m.%y", "%m.%d.%y",
    ]

    /// Days with names of months.
    private static let namedDayPatterns = [
        "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d/%b/%Y", "%Y-%b-%d", "%Y %b %d", "%b %d, %Y", "%b %d %Y",
    ]

    private static let clockPatterns = [
        "%H:%M:%S", "%H:%M", "%H:%M:%S.%f", "%I:%M:%S %p", "%I:%M %p", "%H:%M:%S %z", "%H:%M:%S%z", "%H:%M:%S.%f%z",
    ]

    private static let times: [TypeCandidate] = ["%H:%M", "%H:%M:%S.%f", "%I:%M:%S %p", "%I:%M %p"].map { pattern in
        TypeCandidate(.time, "times of day as \(pattern)") { $0.format = pattern }
    }

    private static let dates: [TypeCandidate] =
        (dayPatterns + namedDayPatterns + namedDayPatterns.map { $0.replacing("%b", with: "%B") }).map { pattern in
            TypeCandidate(.date, "dates as \(pattern)", reading: order(pattern)) { $0.format = pattern }
        }

    private static let dateTimes: [TypeCandidate] =
        ((dayPatterns + namedDayPatterns).flatMap { day in clockPatterns.map { "\(day) \($0)" } }
        + ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S%z", "%Y%m%dT%H%M%S", "%d/%b/%Y:%H:%M:%S %z"]).map { pattern in
            TypeCandidate(.datetime, "date-times as \(pattern)", reading: order(pattern)) { $0.format = pattern }
        }

    /// Which part comes first, if a reader of a date could take it for another.
    private static func order(_ pattern: String) -> String? {
        if pattern.contains("%b") || pattern.contains("%B") || pattern.hasPrefix("%Y") { return nil }
        if pattern.hasPrefix("%d") { return "day first" }
        return pattern.hasPrefix("%m") ? "month first" : "year first"
    }
}
