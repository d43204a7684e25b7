import Testing
import WeirModel

@testable import WeirValidate

/// What expressions mean: precedence, missing values, numbers, texts and dates.
@Suite struct RuleMeaningTests {
    private func expect(_ condition: String, _ row: [String: String] = [:], is verdict: Bool?) throws {
        #expect(try RuleVerdicts.verdict(condition, row) == verdict, "\(condition) of \(row)")
    }

    @Test(
        "what binds tighter is done first",
        arguments: [
            ("true or false and false", true), ("(true or false) and false", false),
            ("not false and false", false), ("not (false and false)", true), ("not not true", true),
            ("false implies false implies false", true), ("(false implies false) implies false", false),
            ("true or true implies false", false), ("true or (true implies false)", true),
            ("1 + 2 * 3 = 7", true), ("(1 + 2) * 3 = 9", true), ("10 - 3 - 2 = 5", true), ("8 / 4 / 2 = 1", true),
            ("-2 * -3 = 6", true), ("- -2 = 2", true), ("7 % 4 * 2 = 6", true), ("2 - -3 = 5", true),
            ("1 < 2 = true", nil), ("(1 < 2) = true", true), ("not 1 = 2", true), ("1 + 1 in (2, 3)", true),
            ("1 = 1 and 2 <> 3 or false", true), ("NOT 1 > 2 AND 2 >= 2 Implies 3 <= 3", true),
        ])
    func precedence(condition: String, verdict: Bool?) throws {
        if verdict == nil {
            #expect(throws: WeirError.self) { try RuleVerdicts.plan([condition]) }
        } else {
            try expect(condition, is: verdict)
        }
    }

    @Test("and, or, not and implies know three values, as in SQL")
    func threeValues() throws {
        let (t, f, n) = ("true", "false", "null")
        let table: [(String, String, and: Bool?, or: Bool?, implies: Bool?)] = [
            (t, t, true, true, true), (t, f, false, true, false), (t, n, nil, true, nil),
            (f, t, false, true, true), (f, f, false, false, true), (f, n, false, nil, true),
            (n, t, nil, true, true), (n, f, false, nil, nil), (n, n, nil, nil, nil),
        ]
        for (left, right, and, or, implies) in table {
            try expect("\(left) and \(right)", is: and)
            try expect("\(left) or \(right)", is: or)
            try expect("\(left) implies \(right)", is: implies)
            // The same of fields, which are not written in the expression.
            try expect("b and \(right)", ["b": left == n ? "" : left], is: and)
            try expect("\(right) or b", ["b": left == n ? "" : left], is: or)
        }
        try expect("not null", is: nil)
    }

    @Test(
        "what is asked of a missing value is unknown, and a rule that is unknown holds",
        arguments: [
            "i = 1", "i <> 1", "i < j", "i + 1 = 2", "i * 0 = 0", "-i = 1", "abs(i) = 1", "i in (1, 2)",
            "i not in (1, 2)", "n = n", "s = ''", "s matches '.*'", "s not matches 'a'", "length(s) = 0", "d > e",
            "d + 1 > d", "year(d) = 2024", "t - u > 0", "date(t) = d", "min(i, 1) = 1", "max(n, 1) > 0", "b",
            "b = true",
            "coalesce(i, j) = 1", "round(n, 1) = 1",
        ])
    func missing(condition: String) throws {
        try expect(condition, is: nil)
    }

    @Test("null tests and coalesce know what is missing")
    func nullTests() throws {
        try expect("i is null and s is null and not (d is not null)", is: true)
        try expect("i is not null", ["i": "0"], is: true)
        try expect("i is null", ["i": "0"], is: false)
        try expect("(i > 1) is null", is: true)
        try expect("coalesce(i, j, 7) = 7", is: true)
        try expect("coalesce(i, j, 7) = 3", ["j": "3"], is: true)
        try expect("coalesce(s, 'none') = 'none'", is: true)
        try expect("coalesce(i, n) = 1.5", ["n": "1.5"], is: true)
        try expect("coalesce(b, false)", is: false)
    }

    @Test("a conditional requirement")
    func implies() throws {
        let rule = "s = 'shipped' implies d is not null"
        try expect(rule, ["s": "shipped", "d": "2024-01-31"], is: true)
        try expect(rule, ["s": "shipped"], is: false)
        try expect(rule, ["s": "open"], is: true)
        try expect(rule, is: nil)
    }

    @Test(
        "numbers are reckoned in decimals, so that pence add up",
        arguments: [
            ("0.1 + 0.2 = 0.3", true), ("3 * 0.1 = 0.3", true), ("n + m = 0.3", true), ("n * 3 = 0.3", true),
            ("0.3 / 3 = 0.1", true), ("1 / 4 = 0.25", true), ("7 / 2 = 3.5", true), ("1 / 3 * 3 = 1", true),
            ("1.10 = 1.1", true), ("1e2 = 100", true), ("1 = 1.0", true),
            ("9007199254740993 = 9007199254740992.0", false),
            ("round(2.675, 2) = 2.68", true),
            ("round(-2.5) = -3", true), ("round(1 / 3, 4) = 0.3333", true), ("round(5, 2) = 5", true),
            ("abs(-1.5) = 1.5", true), ("min(1, 2.5, -3) = -3", true), ("max(1, 2.5, -3) = 2.5", true),
            ("n in (0.10, 5)", true), ("n not in (0.2, 5)", true), ("i in (1, 2.5)", true), ("-7 % 4 = -3", true),
            ("n < m", true), ("n - m = -0.1", true), ("i * n = 0.1", true), ("100 * n = 10", true),
        ])
    func decimals(condition: String, verdict: Bool) throws {
        try expect(condition, ["n": "0.1", "m": "0.2", "i": "1"], is: verdict)
    }

    @Test(
        "an overflow and a division by zero give null",
        arguments: [
            "i + 1 > 0", "i * 2 > 0", "-j - 2 < 0", "abs(j) > 0", "1 / 0 = 1", "n / (n - n) = 1", "5 % 0 = 1",
            "1e308 * 10 > 0", "0 / 0 = 0", "d + i > d", "d + 9999999 > d", "-j > 0",
        ])
    func overflow(condition: String) throws {
        let row = ["i": "9223372036854775807", "j": "-9223372036854775808", "n": "2", "d": "2024-01-31"]
        try expect(condition, row, is: nil)
        try expect("(\(condition)) is null", row, is: true)
    }

    @Test("the least integer has no remainder by -1 and no trap either")
    func leastInteger() throws {
        try expect("j % -1 = 0", ["j": "-9223372036854775808"], is: true)
        try expect("j / -1 > 9e18", ["j": "-9223372036854775808"], is: true)
    }

    @Test("NaN is apart from all numbers, and what is reckoned with it is null")
    func notANumber() throws {
        for condition in ["n = n", "n < 1", "n > 1", "n in (1, 2)"] { try expect(condition, ["n": "NaN"], is: false) }
        try expect("n <> 1", ["n": "NaN"], is: true)
        for condition in ["n + 1 = 1", "min(n, 1) = 1"] { try expect(condition, ["n": "NaN"], is: nil) }
        try expect("n > 1e308", ["n": "INF"], is: true)
    }

    @Test("texts are compared scalar by scalar, and match as wholes")
    func texts() throws {
        let row = ["s": "naïve", "r": "it\"\"s"]
        try expect(
            "s = 'naïve' and s <> 'naive' and s > 'nave' and 'Z' < 'a' and 'a' < 'aa' and '' < 'a'", row, is: true)
        try expect("length(s) = 5 and length('') = 0", row, is: true)
        try expect("s matches '[a-zï]+' and s not matches '[a-z]+' and s not matches 'na'", row, is: true)
        try expect("s in ('x', 'naïve') and s not in ('x', 'naive')", row, is: true)
        try expect("r = 'it\"s' and 'it''s' = 'it''s'", row, is: true)
    }

    @Test("days are counted, and moments are apart by seconds")
    func dates() throws {
        let row = ["d": "2024-02-28", "e": "2024-03-01", "t": "2024-01-31T08:00:00", "u": "2024-01-31T08:00:01.5"]
        for condition in [
            "e - d = 2", "d + 2 = e", "e - 2 = d", "d < e", "d >= date '2024-02-28'", "d <> date '2024-02-29'",
            "d in (date '2024-02-28')", "year(d) = 2024 and month(d) = 2 and day(d) = 28",
            "month(e) = 3 and day(e) = 1",
            "t < u", "u - t = 1.5", "t - u = -1.5", "date(t) = date '2024-01-31'",
            "t = datetime '2024-01-31T09:00:00+01:00'", "day(t) = 31", "max(d, e) = e", "min(t, u) = t",
            "date(datetime '1969-12-31T23:59:59') = date '1969-12-31'", "year(date '0001-01-01') = 1",
            "year(date '9999-12-31') = 9999",
        ] {
            try expect(condition, row, is: true)
        }
    }

    @Test("times of day, years and what is only text")
    func otherTypes() throws {
        let fields = [field("from", .time), field("to", .time), field("y", .year), field("p", .yearmonth)]
        let holding = [
            "from < to", "to - from = 5400", "from in (time '08:00:00')", "max(from, to) = to",
            "from <> time '08:00:01'",
            "y >= 2024 and y % 4 = 0", "p = '2024-02' and p > '2023-12'",
        ]
        let plan = try RuleVerdicts.plan(holding + holding.map { "not (\($0))" }, fields: fields)
        let batch = TableSplitter(Array("08:00:00,09:30:00,2024,2024-02\n".utf8)).batch(rectangular: true)
        let broken = try Validator(plan: plan, pool: BufferPool())(batch).violations.map(\.rule)
        #expect(broken == Array(holding.count..<2 * holding.count))
    }

    @Test("names may be quoted, and only then be words of the language")
    func names() throws {
        try expect("\"order id\" = 7 and \"i\" = i", ["order id": "7", "i": "1"], is: true)
        let odd = [field("and", .integer), field("date", .date), field("größe", .integer), field("length", .integer)]
        let plan = try RuleVerdicts.plan(
            ["\"and\" = 1", "date = date '2024-01-31'", "größe = 3", "length = 4", "date > \"date\""], fields: odd)
        let batch = TableSplitter(Array("1,2024-01-31,3,4\n".utf8)).batch(rectangular: true)
        #expect(try Validator(plan: plan, pool: BufferPool())(batch).violations.map(\.rule) == [4])
    }
}
