import Testing
import WeirModel

@testable import WeirValidate

/// What is refused before any row is looked at, and how it is said.
@Suite struct RuleProblemTests {
    /// The character from 1 and the message.
    private func problem(_ text: String, fields: [TableSchema.Field] = RuleVerdicts.fields) -> String? {
        do {
            _ = try RuleCompiler.compile(
                try RuleParser.parse(text), fields: RowRule.fields(of: TableSchema(fields: fields)))
            return nil
        } catch {
            return "\(error.place + 1): \(error.message)"
        }
    }

    @Test(
        "mistakes are shown at their character, with what is probably meant",
        arguments: [
            ("", "1: the expression is empty"),
            ("i = ", "5: expected a value, a field or a parenthesis, found the end"),
            ("i == 1", "3: there is no \"==\": write ="),
            ("i = 1 && j = 2", "7: there is no \"&&\": write and"),
            ("!b", "1: there is no \"!\": write not"),
            ("i = 1 j", "7: expected the end of the expression, found \"j\""),
            ("(i = 1", "7: expected \")\", found the end"),
            ("i # 1", "3: unexpected character \"#\""),
            ("s = 'open", "5: a text is not closed by a single quote"),
            ("s = \"open\"", "5: there is no field \"open\"; a text is written in single quotes"),
            ("\"ordr id\" = 1", "1: there is no field \"ordr id\" (did you mean \"order id\"?)"),
            ("i = 1 and jj > 0", "11: there is no field \"jj\""),
            ("lenght(s) > 1", "1: there is no function \"lenght\" (did you mean \"length\"?)"),
            ("length(s, r) > 1", "1: length takes 1 argument, not 2"),
            ("min(i) > 1", "1: min takes 2 to 20 arguments, not 1"),
            ("round(n, 16) = 1", "10: the number of digits is written as a number from 0 to 15"),
            ("1 < i < 3", "7: comparisons do not form a chain; join two of them by and"),
            ("i = 'a'", "3: an integer cannot be compared with a text"),
            ("d > '2024-01-31'", "3: a date cannot be compared with a text; a date is written date '2024-01-31'"),
            ("d > t", "3: a date cannot be compared with a datetime; date(...) is the day of a datetime"),
            ("d > date '2024-02-30'", "10: '2024-02-30' is not a date such as '2024-01-31'"),
            ("i = null", "5: nothing compares with null; write \"is null\" or \"is not null\""),
            ("i in (1, null)", "10: null is in no list; write \"is null\""),
            ("i in (1, j)", "10: a list holds plain values only"),
            ("i in (1, 'a')", "10: a text cannot be in a list for an integer"),
            ("i is 1", "6: expected null, found a number"),
            ("i not 1", "7: expected in or matches, found a number"),
            ("b < true", "3: conditions have no order; only = and <> compare them"),
            ("i + 1", "3: a rule needs a condition, such as \"a > 0\"; this is an integer"),
            ("i and b", "1: and needs a condition, such as \"a > 0\"; this is an integer"),
            ("s + r = ''", "3: \"+\" does not go with a text and a text"),
            ("n % 2 = 0", "3: \"%\" does not go with a number and an integer"),
            ("d * 2 > d", "3: \"*\" does not go with a date and an integer"),
            ("i matches '1'", "1: only a text can match a pattern; this is an integer"),
            ("s matches r", "11: a pattern is written as a text, in single quotes"),
            ("s matches '['", "11: the pattern: character 2: the class has no end"),
            ("max(i, s) = 1", "8: max needs values of one type, not an integer and a text"),
            ("max(s, r) = s", "5: max does not go with a text"),
            ("and = 1", "1: expected a value, found \"and\""),
            (
                "9223372036854775808 > i",
                "1: 9223372036854775808 does not fit into 64 bits; write 9223372036854775808.0 for a number"
            ),
            ("1e999 > n", "1: 1e999 is not a number"), ("1x > n", "1: this is neither a number nor a name"),
        ])
    func messages(text: String, message: String) {
        if text.contains("'['") {
            #expect(problem(text)?.hasPrefix("11: the pattern: character ") == true)
        } else {
            #expect(problem(text) == message)
        }
    }

    @Test("length, parts and depth are limited")
    func limits() {
        #expect(problem("b or " + String(repeating: " ", count: 4000) + "b")?.contains("4000 characters") == true)
        let long = Array(repeating: "b", count: 400).joined(separator: " or ")
        #expect(problem(long) == nil)
        #expect(problem(Array(repeating: "b", count: 501).joined(separator: " or "))?.contains("500 parts") == true)
        for (open, close) in [("(", ")"), ("not ", ""), ("b implies ", "")] {
            let deep = String(repeating: open, count: 300) + "b" + String(repeating: close, count: 300)
            #expect(problem(deep)?.contains("50 levels") == true)
        }
        #expect(problem(String(repeating: "-", count: 300) + "i = 1")?.contains("50 levels") == true)
        #expect(
            problem(Array(repeating: "i", count: 60).joined(separator: "+") + " = 1")?.contains("50 levels") == true)
    }

    @Test("no text makes the parser or the compiler trap")
    func fuzz() {
        var random = SeededRandom(seed: 11)
        let words = [
            "i", "n", "s", "d", "b", "t", "\"order id\"", "1", "2.5", "1e3", "'a'", "''", "null", "true", "and", "or",
            "not",
            "implies", "in", "is", "matches", "(", ")", ",", "+", "-", "*", "/", "%", "=", "<>", "<=",
            "date '2024-01-31'",
            "datetime '2024-01-31T00:00:00'", "length(", "min(", "round(", "coalesce(", "year(", "'[a-z]*'", "\"", "'",
            "é",
        ]
        var compiled = 0
        for round in 0..<6000 {
            var text = ""
            if round % 4 == 0 {
                let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                text = String(decoding: bytes, as: UTF8.self)
            } else {
                for _ in 0..<Int.random(in: 1...12, using: &random) {
                    text += (words.randomElement(using: &random) ?? "") + (Bool.random(using: &random) ? " " : "")
                }
            }
            if problem(text) == nil {
                compiled += 1
                #expect(throws: Never.self) {
                    try RuleVerdicts.verdict(text, ["i": "1", "n": "2.5", "s": "a", "b": "true"])
                }
            }
        }
        #expect(compiled > 5)
    }
}
