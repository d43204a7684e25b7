import Foundation
import Testing
import WeirModel

@testable import WeirValidate

/// A value in the slow twin.
private indirect enum TwinValue: Equatable {
    case truth(Bool)
    case integer(Int64)
    case number(Decimal)
    case text(String)
    case day(Int64)

    var decimal: Decimal? {
        switch self {
        case .integer(let value): Decimal(value)
        case .number(let value): value
        default: nil
        }
    }
}

/// A random expression that can write itself down and evaluate itself row by row: the slow, obvious twin.
private indirect enum TwinNode {
    case field(String)
    case literal(String, TwinValue?)
    case not(TwinNode)
    case join(String, TwinNode, TwinNode)
    case compare(String, TwinNode, TwinNode)
    case isNull(TwinNode, negated: Bool)
    case isIn(TwinNode, [TwinNode], negated: Bool)
    case reckon(String, TwinNode, TwinNode)
    case call(String, [TwinNode])

    var text: String {
        switch self {
        case .field(let name): name
        case .literal(let text, _): text
        case .not(let node): "not (\(node.text))"
        case .join(let word, let left, let right): "(\(left.text)) \(word) (\(right.text))"
        case .compare(let sign, let left, let right), .reckon(let sign, let left, let right):
            "(\(left.text)) \(sign) (\(right.text))"
        case .isNull(let node, let negated): "(\(node.text)) is \(negated ? "not " : "")null"
        case .isIn(let node, let items, let negated):
            "(\(node.text)) \(negated ? "not " : "")in (\(items.map(\.text).joined(separator: ", ")))"
        case .call(let name, let arguments): "\(name)(\(arguments.map(\.text).joined(separator: ", ")))"
        }
    }

    func value(_ row: [String: TwinValue]) -> TwinValue? {
        switch self {
        case .field(let name): return row[name]
        case .literal(_, let value): return value
        case .not(let node): return truth(node, row).map { .truth(!$0) }
        case .join(let word, let left, let right):
            var (a, b) = (truth(left, row), truth(right, row))
            if word == "implies" { a = a.map { !$0 } }
            let decisive = word != "and"
            if a == decisive || b == decisive { return .truth(decisive) }
            return a == nil || b == nil ? nil : .truth(!decisive)
        case .compare(let sign, let left, let right):
            guard let a = left.value(row), let b = right.value(row) else { return nil }
            let order = Self.order(a, b)
            switch sign {
            case "=": return .truth(order == 0)
            case "<>": return .truth(order != 0)
            case "<": return .truth(order < 0)
            case "<=": return .truth(order <= 0)
            case ">": return .truth(order > 0)
            default: return .truth(order >= 0)
            }
        case .isNull(let node, let negated): return .truth((node.value(row) == nil) != negated)
        case .isIn(let node, let items, let negated):
            guard let value = node.value(row) else { return nil }
            let found = items.contains { $0.value(row).map { Self.order(value, $0) == 0 } ?? false }
            return .truth(found != negated)
        case .reckon(let sign, let left, let right):
            guard let a = left.value(row), let b = right.value(row) else { return nil }
            return Self.reckon(sign, a, b)
        case .call(let name, let arguments): return Self.call(name, arguments.map { $0.value(row) })
        }
    }

    private func truth(_ node: TwinNode, _ row: [String: TwinValue]) -> Bool? {
        if case .truth(let value) = node.value(row) { value } else { nil }
    }

    private static func order(_ left: TwinValue, _ right: TwinValue) -> Int {
        func sign<Value: Comparable>(_ a: Value, _ b: Value) -> Int { a < b ? -1 : a > b ? 1 : 0 }
        if let a = left.decimal, let b = right.decimal { return sign(a, b) }
        switch (left, right) {
        case (.truth(let a), .truth(let b)): return a == b ? 0 : 1
        case (.day(let a), .day(let b)): return sign(a, b)
        case (.text(let a), .text(let b)):
            if a.unicodeScalars.elementsEqual(b.unicodeScalars) { return 0 }
            return a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars) ? -1 : 1
        default: return 2
        }
    }

    private static func reckon(_ sign: String, _ left: TwinValue, _ right: TwinValue) -> TwinValue? {
        switch (left, right) {
        case (.integer(let a), .integer(let b)) where sign != "/":
            let (wideA, wideB) = (Int128(a), Int128(b))
            if sign == "%" { return b == 0 ? nil : .integer(Int64(wideA % wideB)) }
            let wide = sign == "+" ? wideA + wideB : sign == "-" ? wideA - wideB : wideA * wideB
            return Int64(exactly: wide).map { .integer($0) }
        case (.day(let a), .day(let b)): return .integer(a - b)
        case (.day(let a), .integer(let b)):
            let wide = sign == "+" ? Int128(a) + Int128(b) : Int128(a) - Int128(b)
            return Int64(exactly: wide).flatMap { (-719_162...2_932_896).contains($0) ? .day($0) : nil }
        default:
            guard let a = left.decimal, let b = right.decimal else { return nil }
            if sign == "/" { return b == 0 ? nil : .number(a / b) }
            return .number(sign == "+" ? a + b : sign == "-" ? a - b : a * b)
        }
    }

    private static func call(_ name: String, _ values: [TwinValue?]) -> TwinValue? {
        if name == "coalesce" { return values.compactMap(\.self).first }
        let present = values.compactMap(\.self)
        guard present.count == values.count, let first = present.first else { return nil }
        switch (name, first) {
        case ("abs", .integer(let value)): return value == .min ? nil : .integer(abs(value))
        case ("abs", .number(let value)): return .number(abs(value))
        case ("length", .text(let text)): return .integer(Int64(text.unicodeScalars.count))
        case ("min", _): return present.dropFirst().reduce(first) { order($1, $0) < 0 ? $1 : $0 }
        case ("max", _): return present.dropFirst().reduce(first) { order($1, $0) > 0 ? $1 : $0 }
        case ("year", .day(let day)), ("month", .day(let day)), ("day", .day(let day)):
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = .gmt
            let date = Date(timeIntervalSince1970: Double(day) * 86400)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let part = name == "year" ? parts.year : name == "month" ? parts.month : parts.day
            return part.map { .integer(Int64($0)) }
        default: return nil
        }
    }
}

/// Random expressions of each type.
private struct TwinGenerator {
    var random: SeededRandom

    mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
    mutating func one<Value>(_ values: [Value]) -> Value { values[pick(values.count)] }

    mutating func condition(_ depth: Int) -> TwinNode {
        guard depth > 0 else {
            return one([
                .field("b"), .literal("true", .truth(true)), .literal("false", .truth(false)), .literal("null", nil),
            ])
        }
        switch pick(9) {
        case 0: return .not(condition(depth - 1))
        case 1...3: return .join(one(["and", "or", "implies"]), condition(depth - 1), condition(depth - 1))
        case 4: return .isNull(one([integer(depth - 1), text(), day(depth - 1)]), negated: pick(2) == 0)
        case 5:
            let items = (0...pick(4)).map { _ in textLiteral() }
            return .isIn(text(), items, negated: pick(2) == 0)
        default:
            let sign = one(["=", "<>", "<", "<=", ">", ">="])
            switch pick(4) {
            case 0: return .compare(sign, integer(depth - 1), integer(depth - 1))
            case 1: return .compare(sign, number(depth - 1), number(depth - 1))
            case 2: return .compare(sign, text(), text())
            default: return .compare(sign, day(depth - 1), day(depth - 1))
            }
        }
    }

    mutating func integer(_ depth: Int) -> TwinNode {
        guard depth > 0 else {
            let value = Int64.random(in: -9...9, using: &random)
            return one([.field("i"), .field("k"), .literal("\(value)", .integer(value))])
        }
        switch pick(6) {
        case 0: return .call("abs", [integer(depth - 1)])
        case 1: return .call("length", [text()])
        case 2: return .reckon("-", day(depth - 1), day(depth - 1))
        case 3: return .call(one(["min", "max", "coalesce"]), [integer(depth - 1), integer(depth - 1)])
        case 4: return .call(one(["year", "month", "day"]), [day(depth - 1)])
        default: return .reckon(one(["+", "-", "*", "%"]), integer(depth - 1), integer(depth - 1))
        }
    }

    /// Numbers whose results have an end and fit, so that the twin's decimals are exact too.
    mutating func number(_ depth: Int) -> TwinNode {
        let value = Int64.random(in: -999...999, using: &random)
        let decimal = Decimal(value) / 100
        guard depth > 0 else {
            return one([
                .field("n"), .field("m"), .field("i"),
                .literal(NSDecimalNumber(decimal: decimal).stringValue, .number(decimal)),
            ])
        }
        switch pick(5) {
        case 0: return .call(one(["min", "max", "coalesce"]), [number(depth - 1), number(depth - 1)])
        case 1:
            let divisor = one([2, 4, 5, 8, 0] as [Int64])
            return .reckon("/", number(0), .literal("\(divisor)", .integer(divisor)))
        case 2: return .reckon("*", number(0), number(0))
        default: return .reckon(one(["+", "-"]), number(depth - 1), number(depth - 1))
        }
    }

    mutating func textLiteral() -> TwinNode {
        let text = one(["", "a", "ab", "é", "zzz", "NA", "it's"])
        return .literal("'\(text.replacing("'", with: "''"))'", .text(text))
    }

    mutating func text() -> TwinNode {
        switch pick(4) {
        case 0: return textLiteral()
        case 1: return .call("coalesce", [.field("s"), textLiteral()])
        default: return one([.field("s"), .field("r")])
        }
    }

    mutating func day(_ depth: Int) -> TwinNode {
        if depth > 0, pick(3) == 0 { return .reckon(one(["+", "-"]), day(depth - 1), integer(0)) }
        return one([.field("d"), .field("e"), .literal("date '2024-02-29'", .day(19782))])
    }

    /// A row: each value and how it is written.
    mutating func row() -> (values: [String: TwinValue], cells: [String]) {
        var values: [String: TwinValue] = [:]
        var cells: [String] = []
        func put(_ name: String, _ cell: String, _ value: TwinValue?) {
            values[name] = value
            cells.append(cell)
        }
        for name in ["i", "k"] {
            let extremes = [Int64.max, .min, .max - 1, .min + 1]
            let value = name == "k" && pick(3) == 0 ? one(extremes) : Int64.random(in: -9...9, using: &random)
            pick(6) == 0 ? put(name, "", nil) : put(name, "\(value)", .integer(value))
        }
        for name in ["n", "m"] {
            let decimal = Decimal(Int64.random(in: -99_999...99_999, using: &random)) / one([1, 10, 100, 1000])
            let text = NSDecimalNumber(decimal: decimal).stringValue
            pick(6) == 0 ? put(name, "", nil) : put(name, text, .number(decimal))
        }
        let truth = pick(2) == 0
        pick(3) == 0 ? put("b", "", nil) : put("b", "\(truth)", .truth(truth))
        for name in ["s", "r"] {
            let text = one(["a", "ab", "é", "zzz", "it's", "a\"b"])
            pick(4) == 0 ? put(name, "", nil) : put(name, "\"\(text.replacing("\"", with: "\"\""))\"", .text(text))
        }
        for name in ["d", "e"] {
            let day = Int64.random(in: 19_700...19_800, using: &random)
            let text = Date(timeIntervalSince1970: Double(day) * 86400).formatted(.iso8601.year().month().day())
            pick(6) == 0 ? put(name, "", nil) : put(name, text, .day(day))
        }
        return (values, cells)
    }
}

@Suite struct RuleOracleTests {
    private static let fields = [
        field("i", .integer), field("k", .integer), field("n", .number), field("m", .number), field("b", .boolean),
        field("s", .string), field("r", .string), field("d", .date), field("e", .date),
    ]

    @Test("random expressions of random rows come out as the obvious evaluator says, in both layouts and cut anywhere")
    func random() throws {
        var generator = TwinGenerator(random: SeededRandom(seed: 404))
        var broken = 0
        for _ in 0..<12 {
            let rules = (0..<25).map { _ in generator.condition(3) }
            let rows = (0..<generator.pick(300) + 1).map { _ in generator.row() }
            let text = rows.map { $0.cells.joined(separator: ",") + "\n" }.joined()
            let validator = Validator(
                plan: try RuleVerdicts.plan(rules.map(\.text), fields: Self.fields), pool: BufferPool())
            let splitter = TableSplitter(Array(text.utf8))
            let cut = generator.pick(rows.count + 1)
            for rectangular in [false, true] {
                for range in [0..<rows.count, 0..<cut, cut..<rows.count] {
                    let checked = try validator(splitter.batch(range, rectangular: rectangular))
                    var found = Array(repeating: Set<Int>(), count: range.count)
                    for violation in checked.violations { found[violation.row].insert(violation.rule ?? -1) }
                    for row in range {
                        let expected = Set(rules.indices.filter { rules[$0].value(rows[row].values) == .truth(false) })
                        let actual = found[row - range.lowerBound]
                        for rule in expected.symmetricDifference(actual) {
                            Testing.Issue.record("\(rules[rule].text) of \(rows[row].cells)")
                        }
                        broken += expected.count
                        #expect(checked.accepted[row - range.lowerBound] == (expected.isEmpty ? 1 : 0))
                    }
                }
            }
        }
        #expect(broken > 500)
    }
}
