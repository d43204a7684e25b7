import WeirModel

/// Runs the programs of rules over tiles: each step is one loop over the rows.
///
/// It takes its memory once per batch and none per row.
struct RuleMachine: ~Copyable {
    private let words: PooledBuffer<UInt64>
    private let extras: PooledBuffer<Int32>
    private let literals: ByteBuffer

    /// Makes a machine that can run any of the programs.
    init(_ programs: [RuleProgram], pool: BufferPool) {
        let places = programs.reduce(1) { max($0, $1.mostValues) }
        words = PooledBuffer(capacity: 2 * places * ColumnTile.rows, pool: pool)
        extras = PooledBuffer(capacity: places * ColumnTile.rows, pool: pool)
        literals = ByteBuffer(capacity: programs.reduce(1) { max($0, $1.texts.count) }, pool: pool)
    }

    /// Runs a program.
    ///
    /// - Parameters:
    ///   - count: the rows of the tile.
    ///   - tile: the part of a column that the tile covers.
    /// - Returns: the condition for each row, valid until the next run.
    borrowing func run(_ program: RuleProgram, count: Int, tile: (Int) -> ColumnTile) -> RuleLanes {
        for (index, byte) in program.texts.enumerated() { literals.baseAddress[index] = byte }
        var stack = RuleStack(words: words.baseAddress, extras: extras.baseAddress, count: count)
        for step in program.steps {
            switch step {
            case .word(let field): stack.push().loadWords(tile(field))
            case .number(let field): stack.push().loadNumbers(tile(field))
            case .text(let field): stack.push().loadTexts(tile(field))
            case .wordLiteral(let value): stack.push().fill(count) { $0.set($1, value) }
            case .numberLiteral(let value): stack.push().fill(count) { $0.set($1, value) }
            case .textLiteral(let range):
                let start = UnsafePointer(literals.baseAddress) + range.lowerBound
                stack.push().fill(count) { $0.set($1, start, count: UInt32(range.count)) }
            case .null: stack.push().forget(count)
            case .widen(let below): stack.top(below).extra.update(repeating: 0, count: count)
            case .not: stack.top().negate(count)
            case .and: stack.pair().and()
            case .or: stack.pair().or()
            case .implies: stack.pair().implies()
            case .compareWords(let kind): stack.pair().compare(kind) { RuleNumber.order($0.word($2), $1.word($2)) }
            case .compareNumbers(let kind):
                stack.pair().compare(kind) { RuleNumber.order($0.number($2), $1.number($2)) }
            case .compareTexts(let kind): stack.pair().compare(kind) { $0.text($2).order(to: $1.text($2)) }
            case .isNull(let isNegated): stack.top().askNull(count, isNegated: isNegated)
            case .isInWords(let list, let isNegated):
                stack.top().ask(count, isNegated: isNegated) { AllowedValues.search($0.word($1), in: list) }
            case .isInNumbers(let list, let isNegated):
                stack.top().ask(count, isNegated: isNegated) { lanes, row in
                    list.contains { RuleNumber.order(lanes.number(row), $0) == .equal }
                }
            case .isInTexts(let list, let isNegated):
                stack.top().ask(count, isNegated: isNegated) { list.contains($0.text($1)) }
            case .matches(let pattern, let isNegated): stack.top().match(count, pattern, isNegated: isNegated)
            case .integers(let operation): stack.pair().reckon { $0.word($2).applying(operation, $1.word($2)) }
            case .numbers(let operation): stack.pair().reckon { $0.number($2).applying(operation, $1.number($2)) }
            case .days(let operation, let isDifference):
                stack.pair().reckon { left, right, row -> Int64? in
                    let days = left.word(row).applying(operation, right.word(row))
                    return isDifference ? days : days.flatMap { CivilDate.range.contains($0) ? $0 : nil }
                }
            case .seconds:
                stack.pair().reckon { left, right, row -> RuleNumber? in
                    left.word(row).applying(.minus, right.word(row)).map { RuleNumber(bits: $0, scale: 6) }
                }
            case .negativeInteger: stack.top().change(count) { Int64(0).applying(.minus, $0.word($1)) }
            case .negativeNumber: stack.top().change(count) { $0.number($1).negated }
            case .absoluteInteger:
                stack.top().change(count) { lanes, row -> Int64? in
                    let value = lanes.word(row)
                    return value < 0 ? Int64(0).applying(.minus, value) : value
                }
            case .absoluteNumber: stack.top().change(count) { $0.number($1).magnitude }
            case .round(let digits): stack.top().change(count) { $0.number($1).rounded(to: digits) }
            case .length: stack.top().change(count) { $0.text($1).scalarCount }
            case .datePart(let part): stack.top().change(count) { CivilDate.part(part, ofDay: $0.word($1)) }
            case .dateOfDatetime: stack.top().change(count) { CivilDate.day(ofMicroseconds: $0.word($1)) }
            case .extremeWord(let kind):
                stack.pair().reckon { left, right, row -> Int64? in
                    let (left, right) = (left.word(row), right.word(row))
                    return (kind == .less) == (left < right) ? left : right
                }
            case .extremeNumber(let kind):
                stack.pair().reckon { left, right, row -> RuleNumber? in
                    let (left, right) = (left.number(row), right.number(row))
                    let order = RuleNumber.order(left, right)
                    if order == .apart { return nil }
                    return (kind == .less) == (order == .less) ? left : right
                }
            case .coalesce: stack.pair().coalesce()
            }
        }
        return stack.top()
    }
}
