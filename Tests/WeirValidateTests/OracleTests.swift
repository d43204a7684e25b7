import Foundation
import Testing
import WeirModel
import WeirValidate

/// The slow obvious twin: each cell a `String`, one rule after the other.
private struct ObviousChecker {
    let fields: [TableSchema.Field]
    let missingValues: [String]

    func check(_ cells: [String], row: Int) -> (values: [String?], findings: [String]) {
        var values: [String?] = []
        var findings: [String] = []
        for (index, field) in fields.enumerated() {
            guard index < cells.count else {
                values.append(nil)
                findings.append("\(row) \(index) missing-cell -")
                continue
            }
            let text = cells[index]
            guard !(field.missingValues ?? missingValues).contains(text) else {
                values.append(nil)
                if field.constraints.required { findings.append("\(row) \(index) constraint-error required") }
                continue
            }
            let value = read(text, field)
            values.append(value)
            guard let value else {
                findings.append("\(row) \(index) type-error -")
                continue
            }
            for kind in failures(text, value, field) { findings.append("\(row) \(index) constraint-error \(kind)") }
        }
        for index in fields.count..<max(fields.count, cells.count) { findings.append("\(row) \(index) extra-cell -") }
        return (values, findings)
    }

    private func read(_ text: String, _ field: TableSchema.Field) -> String? {
        switch field.type {
        case .integer:
            guard text.wholeMatch(of: /[+-]?[0-9]+/) != nil else { return nil }
            return Int64(text).map(String.init)
        case .number:
            if text.lowercased() == "nan" { return "nan" }
            guard text.wholeMatch(of: /[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?/) != nil else { return nil }
            return Double(text).flatMap { $0.isFinite ? "\($0)" : nil }
        case .boolean: return ["true", "1"].contains(text) ? "1" : ["false", "0"].contains(text) ? "0" : nil
        case .date, .datetime:
            let isDate = field.type == .date
            let form = isDate ? /(\d{4})-(\d\d)-(\d\d)()()()/ : /(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z/
            guard let match = text.wholeMatch(of: form) else { return nil }
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = .gmt
            let parts = DateComponents(
                year: Int(match.1), month: Int(match.2), day: Int(match.3), hour: Int(match.4) ?? 0,
                minute: Int(match.5) ?? 0, second: Int(match.6) ?? 0)
            guard parts.isValidDate(in: calendar), let date = calendar.date(from: parts) else { return nil }
            let seconds = Int(date.timeIntervalSince1970.rounded())
            return String(isDate ? seconds / 86400 : seconds * 1_000_000)
        default: return text
        }
    }

    private func failures(_ text: String, _ value: String, _ field: TableSchema.Field) -> [String] {
        let constraints = field.constraints
        var failures: [String] = []
        if let least = constraints.minimum, let number = Double(value), let bound = Double(least), !(number >= bound) {
            failures.append("minimum")
        }
        if let most = constraints.maximum, let number = Double(value), let bound = Double(most), !(number <= bound) {
            failures.append("maximum")
        }
        if let least = constraints.minLength, text.unicodeScalars.count < least { failures.append("minLength") }
        if let most = constraints.maxLength, text.unicodeScalars.count > most { failures.append("maxLength") }
        if constraints.pattern == "[a-zé]*", text.contains(where: { !"abcdefghijklmnopqrstuvwxyzé".contains($0) }) {
            failures.append("pattern")
        }
        if let allowed = constraints.enumeration, !allowed.contains(text) { failures.append("enum") }
        return failures
    }
}

/// The validator against the twin on random tables, in both layouts, whole and in pieces.
@Suite struct OracleTests {
    private static let fields = [
        field("i", .integer) {
            $0.constraints.minimum = "-50"
            $0.constraints.maximum = "5000"
            $0.constraints.required = true
        },
        field("n", .number) { $0.constraints.maximum = "1000" },
        field("b", .boolean),
        field("s", .string) {
            $0.constraints.minLength = 1
            $0.constraints.maxLength = 5
            $0.constraints.pattern = "[a-zé]*"
        },
        field("d", .date),
        field("t", .datetime) { $0.missingValues = ["-", "no date at all", "?"] },
        field("e", .string) { $0.constraints.enumeration = ["UA", "AA", "naïve"] },
    ]
    private static let missingValues = ["", "NA"]

    private static func cell(_ column: Int, _ random: inout SeededRandom) -> String {
        let odd = [
            "", "NA", "-", "x", "1", "é", "a\"b", "a,b", "a\nb", "NAN", "?", "no date at all", "true", "+7", "1e400",
        ]
        guard Int.random(in: 0..<8, using: &random) > 0 else { return odd.randomElement(using: &random) ?? "" }
        func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        func two(_ range: ClosedRange<Int>) -> String { String(format: "%02d", number(range)) }
        switch column {
        case 0: return String(number(-60...5100))
        case 1: return "\(number(-2000...1005)).\(number(0...99999))"
        case 2: return ["true", "false", "1", "0"].randomElement(using: &random) ?? ""
        case 3: return ["abc", "é", "abcdef", "ab1", "zzzzz"].randomElement(using: &random) ?? ""
        case 4: return "\(number(1890...2100))-\(two(0...13))-\(two(0...31))"
        case 5: return "2013-\(two(1...12))-\(two(1...31))T\(two(0...24)):\(two(0...60)):00Z"
        default: return ["UA", "AA", "B6", "naïve"].randomElement(using: &random) ?? ""
        }
    }

    private static func table(_ random: inout SeededRandom, rows: Int, isRagged: Bool) -> [[String]] {
        (0..<rows).map { _ in
            var count = fields.count
            if isRagged, Int.random(in: 0..<6, using: &random) == 0 { count = Int.random(in: 1...9, using: &random) }
            return (0..<count).map { cell($0, &random) }
        }
    }

    private static func text(_ table: [[String]], lineEnd: String, _ random: inout SeededRandom) -> String {
        table.map { row in
            let cells = row.map { cell in
                let mustQuote = cell.contains { "\",\n".contains($0) }
                guard mustQuote || Int.random(in: 0..<20, using: &random) == 0 else { return cell }
                return "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\""
            }
            return cells.joined(separator: ",") + lineEnd
        }.joined()
    }

    @Test("random tables come out as the obvious checker says, in both layouts and cut anywhere")
    func random() throws {
        var random = SeededRandom(seed: 2026)
        let plan = try ValidationPlan(
            schema: TableSchema(fields: Self.fields, missingValues: Self.missingValues))
        let validator = Validator(plan: plan, pool: BufferPool())
        let twin = ObviousChecker(fields: Self.fields, missingValues: Self.missingValues)
        for round in 0..<60 {
            let isRagged = round % 3 == 0
            let table = Self.table(&random, rows: Int.random(in: 1...300, using: &random), isRagged: isRagged)
            let lineEnd = round % 2 == 0 ? "\n" : "\r\n"
            let splitter = TableSplitter(Array(Self.text(table, lineEnd: lineEnd, &random).utf8))
            let expected = table.indices.map { twin.check(table[$0], row: $0) }
            for rectangular in isRagged ? [false] : [false, true] {
                let cut = Int.random(in: 0...table.count, using: &random)
                for ranges in [[0..<table.count], [0..<cut, cut..<table.count]] {
                    for range in ranges {
                        let checked = try validator(splitter.batch(range, rectangular: rectangular))
                        try compare(checked, range, expected)
                    }
                }
            }
        }
    }

    private func compare(
        _ checked: CheckedBatch, _ range: Range<Int>, _ expected: [(values: [String?], findings: [String])]
    ) throws {
        try #require(checked.rows == range.count)
        var findings: [[String]] = Array(repeating: [], count: range.count)
        for (violation, text) in zip(checked.violations, checked.findings) {
            let place = text.drop { $0 != " " }
            findings[violation.row].append("\(violation.row + range.lowerBound)\(place)")
        }
        #expect(zip(checked.violations, checked.violations.dropFirst()).allSatisfy { $0.row <= $1.row })
        for row in 0..<range.count {
            let twin = expected[row + range.lowerBound]
            #expect(Self.fields.indices.map { checked.value(row, $0) } == twin.values)
            #expect(findings[row] == twin.findings)
            #expect(checked.accepted[row] == (twin.findings.isEmpty ? 1 : 0))
        }
        #expect(checked.acceptedCount == range.filter { expected[$0].findings.isEmpty }.count)
    }
}
