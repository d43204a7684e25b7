import Foundation
import Testing

@testable import WeirValidate

/// The pattern engine against an independent one, and against patterns that would take others for ever.
@Suite struct PatternTests {
    private func matches(_ pattern: String, _ text: String) throws -> Bool {
        let bytes = Array(text.utf8)
        let table = try TextPattern(pattern)
        let simulated = try TextPattern(simulating: pattern)
        let verdict = bytes.withUnsafeBufferPointer { table.matches($0) }
        #expect(bytes.withUnsafeBufferPointer { simulated.matches($0) } == verdict, "\(pattern) on \(text)")
        return verdict
    }

    @Test(
        "a pattern is for the whole text",
        arguments: [
            ("a", "a", true), ("a", "ab", false), ("a", "ba", false), ("^a$", "a", true), ("^a.*$", "abc", true),
            ("a|b", "b", true), ("^a|b$", "ab", false), ("", "", true), ("", "a", false),
            ("[A-Z]{2}\\d{1,4}", "UA17", true),
            ("[A-Z]{2}\\d{1,4}", "UA17777", false), ("N[0-9A-Z]+", "N14228", true), ("é+", "éé", true),
            ("[à-ÿ]+", "éà", true), ("[à-ÿ]+", "e", false), ("[^a]", "é", true), ("[^a]", "𝄞", true), (".", "𝄞", true),
            (".", "\n", false), ("\\$\\^", "$^", true), ("[$^]", "^", true), ("a{0}", "", true),
            ("a{2,}", "aaaa", true),
            ("a{2,}", "a", false), ("(?:ab)+c?", "ababc", true), ("a+?b", "aab", true), ("[]a]", "]", true),
            ("[a-]", "-", true), ("[\\w.-]+@[\\w.-]+", "a.b-c@d.e", true), ("\\S+\\s\\S+", "a b", true),
            ("\\D\\W", "a-", true), ("\\w", "é", false), ("\\d", "\u{0663}", false), ("\\x41\\u00e9", "Aé", true),
            ("(a*)*", "aaa", true), ("(|a)+b", "aab", true),
        ] as [(String, String, Bool)])
    func wholeTexts(pattern: String, text: String, expected: Bool) throws {
        #expect(try matches(pattern, text) == expected)
    }

    @Test(
        "what is not supported is refused where it stands",
        arguments: [
            ("(a", 1), ("a)", 2), ("a**", 3), ("*a", 1), ("a{2,1}", 2), ("a{x}", 2), ("a{2000}", 2), ("(?=a)", 1),
            ("(?<n>a)", 1), ("(a)\\1", 4), ("\\bword", 1), ("\\p{L}", 1), ("[a-z-[aeiou]]", 6), ("[z-a]", 2),
            ("[abc", 1),
            ("a^b", 2), ("a$b", 2), ("a\\", 2), ("((((a{1000}){1000}){1000}){1000})", 1),
            ("(((|){1000}){1000}){1000}", 1),
            (String(repeating: "(", count: 5000), 101),
        ] as [(String, Int)])
    func refused(pattern: String, position: Int) {
        let problem = #expect(throws: PatternProblem.self) { try TextPattern(pattern) }
        #expect(problem?.position == position)
    }

    @Test(
        "patterns that make others backtrack for ever are done at once",
        arguments: ["(a+)+b", "(a|aa)+b", "(a*)*b", "(a|a)*b", "(.*)*b", "(a?){50}a{50}b", "([a-z]+)*=b"])
    func catastrophes(pattern: String) throws {
        #expect(try !matches(pattern, String(repeating: "a", count: 5000)))
    }

    @Test("a pattern whose table would explode is simulated and still right")
    func noTable() throws {
        let pattern = "(a|b)*a(a|b){14}"
        #expect(try !TextPattern(pattern).isDeterministic)
        #expect(try matches(pattern, String(repeating: "b", count: 300) + "a" + String(repeating: "b", count: 14)))
        #expect(try !matches(pattern, String(repeating: "b", count: 315)))
    }

    @Test("random patterns agree with NSRegularExpression")
    func randomPatterns() throws {
        var random = SeededRandom(seed: 42)
        for _ in 0..<400 {
            let pattern = Self.pattern(&random, depth: 3)
            let judge = try NSRegularExpression(pattern: "\\A(?:\(pattern))\\z")
            for _ in 0..<12 {
                let text = String((0..<Int.random(in: 0...6, using: &random)).map { _ in Self.letter(&random) })
                let expected = judge.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
                #expect(try matches(pattern, text) == expected, "\(pattern) on \(text)")
            }
        }
    }

    private static func letter(_ random: inout SeededRandom) -> Character {
        Array("aab1é_ -𝄞")[Int.random(in: 0..<9, using: &random)]
    }

    private static func pattern(_ random: inout SeededRandom, depth: Int) -> String {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 4), using: &random) {
        case 0, 1: return String(letter(&random)).replacingOccurrences(of: "-", with: "\\-")
        case 2: return ["[a-b]", "[^a]", "[é1_]", "[\\da]", "[^\\d]", "[a-é]"].randomElement(using: &random) ?? ""
        case 3: return ["\\d", "\\D", "\\s", "\\S", "."].randomElement(using: &random) ?? ""
        case 4, 5: return pattern(&random, depth: depth - 1) + pattern(&random, depth: depth - 1)
        case 6: return "(\(pattern(&random, depth: depth - 1))|\(pattern(&random, depth: depth - 1)))"
        default:
            let quantifier = ["*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}"].randomElement(using: &random) ?? ""
            return "(?:\(pattern(&random, depth: depth - 1)))\(quantifier)"
        }
    }
}
