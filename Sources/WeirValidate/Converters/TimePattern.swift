/// A strptime pattern, compiled into steps.
///
/// It knows `%Y %m %d %y %H %M %S %f %b %B %j %p %I %z %Z %T %D %F %%`. Numbers may lack their leading zero where the
/// next step cannot take a digit, names are English in any case, `%y` is 1969 to 2068, `%f` has one to nine digits,
/// `%Z` is `UTC` or `GMT`, and a blank stands for one or more blanks.
struct TimePattern: Sendable {
    /// What one step reads.
    enum Step: Sendable, Equatable {
        case year, shortYear, month, monthName, shortMonthName, day, dayOfYear
        case hour, hourOfHalf, half, minute, second, fraction, offset, zoneName
        case blanks
        case literal(UInt8)

        /// Whether it reads what a time of day does not have.
        fileprivate var isOfCalendar: Bool {
            switch self {
            case .year, .shortYear, .month, .monthName, .shortMonthName, .day, .dayOfYear, .offset, .zoneName: true
            default: false
            }
        }

        fileprivate var startsWithDigit: Bool {
            switch self {
            case .year, .shortYear, .month, .day, .dayOfYear, .hour, .hourOfHalf, .minute, .second, .fraction: true
            case .literal(let byte): byte &- 0x30 < 10
            default: false
            }
        }
    }

    /// The steps, each with the least number of digits that it takes.
    let steps: [(step: Step, least: Int)]

    /// Compiles a pattern.
    ///
    /// - Throws: what is wrong with the pattern, as a clause.
    init(_ pattern: String, for kind: TimeConverter.Kind) throws(PatternProblem) {
        var steps: [Step] = []
        let bytes = Array(pattern.utf8)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "%") {
                guard index < bytes.count, let directive = Self.directive(bytes[index]) else {
                    throw PatternProblem(position: index, message: "this directive is not known")
                }
                steps += directive
                index += 1
            } else if byte == 0x20 || byte == 0x09 {
                if steps.last != .blanks { steps.append(.blanks) }
            } else {
                steps.append(.literal(byte))
            }
        }
        if kind == .time {
            guard steps.contains(.hour) || steps.contains(.hourOfHalf) else {
                throw PatternProblem(position: 1, message: "an hour is missing")
            }
            guard !steps.contains(where: \.isOfCalendar) else {
                throw PatternProblem(position: 1, message: "a time of day has no date and no zone")
            }
        } else if !steps.contains(.year), !steps.contains(.shortYear) {
            throw PatternProblem(position: 1, message: "a year is missing")
        }
        if steps.contains(.hourOfHalf) != steps.contains(.half) {
            throw PatternProblem(position: 1, message: "%I and %p need each other")
        }
        self.steps = steps.indices.map { place in
            let isPacked = place + 1 < steps.count && steps[place + 1].startsWithDigit
            return (steps[place], isPacked ? (steps[place] == .dayOfYear ? 3 : 2) : 1)
        }
    }

    private static func directive(_ byte: UInt8) -> [Step]? {
        switch Unicode.Scalar(byte) {
        case "Y": [.year]
        case "y": [.shortYear]
        case "m": [.month]
        case "B": [.monthName]
        case "b": [.shortMonthName]
        case "d": [.day]
        case "j": [.dayOfYear]
        case "H": [.hour]
        case "I": [.hourOfHalf]
        case "p": [.half]
        case "M": [.minute]
        case "S": [.second]
        case "f": [.fraction]
        case "z": [.offset]
        case "Z": [.zoneName]
        case "T": [.hour, .literal(0x3A), .minute, .literal(0x3A), .second]
        case "D": [.month, .literal(0x2F), .day, .literal(0x2F), .shortYear]
        case "F": [.year, .literal(0x2D), .month, .literal(0x2D), .day]
        case "%": [.literal(0x25)]
        default: nil
        }
    }
}
