/// An expression, compiled for a machine with a stack: each step takes its operands from the top and leaves its result
/// there, for all rows of a tile at once.
struct RuleProgram: Sendable {
    /// A step.
    enum Step: Sendable {
        /// The values of a field that are held as 64-bit integers.
        case word(field: Int)
        /// The values of a field of numbers.
        case number(field: Int)
        /// The values of a field of texts.
        case text(field: Int)
        case wordLiteral(Int64)
        case numberLiteral(RuleNumber)
        /// A text among `texts`.
        case textLiteral(Range<Int>)
        case null
        /// Turns integers into numbers, so many places below the top.
        case widen(below: Int)
        case not
        case and
        case or
        case implies
        case compareWords(RuleComparison)
        case compareNumbers(RuleComparison)
        case compareTexts(RuleComparison)
        case isNull(isNegated: Bool)
        case isInWords([Int64], isNegated: Bool)
        case isInNumbers([RuleNumber], isNegated: Bool)
        case isInTexts(TextSet, isNegated: Bool)
        case matches(TextPattern, isNegated: Bool)
        case integers(RuleArithmetic)
        case numbers(RuleArithmetic)
        /// A date and a number of days, or two dates.
        case days(RuleArithmetic, isDifference: Bool)
        /// The seconds between two datetimes.
        case seconds
        case negativeInteger
        case negativeNumber
        case absoluteInteger
        case absoluteNumber
        case round(Int32)
        case length
        case datePart(RuleFunction)
        case dateOfDatetime
        /// The smaller or the greater of two.
        case extremeWord(RuleComparison)
        case extremeNumber(RuleComparison)
        /// The first of two that is there.
        case coalesce
    }

    /// The steps in order.
    let steps: [Step]
    /// The texts that are written in the expression, one behind the other.
    let texts: [UInt8]
    /// The most values on the stack.
    let mostValues: Int
    /// The fields that it uses, in the order of the schema.
    let fields: [Int]
}
