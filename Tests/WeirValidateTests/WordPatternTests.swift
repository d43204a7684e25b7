import Testing
import WeirModel

@testable import WeirValidate

/// Patterns that are compared in one word say the same as the engine for all patterns.
@Suite struct WordPatternTests {
    @Test(
        "a short pattern of ranges agrees with the simulation on every text",
        arguments: [
            "[A-Z]{3}", "[A-Z0-9]{5,6}", "[a-z]{0,8}", "AB-[0-9]{5}", "N[0-9A-Z]{1,5}", "\\d{4}-\\d{2}", "[ -~]{2}",
            "x?",
            "", "(?:ab){2}c{0,2}", "[\\x00-\\x7f]{1,3}",
        ])
    func agreement(pattern: String) throws {
        let word = try #require(WordPattern(try PatternParser.parse(pattern)))
        let simulated = try TextPattern(simulating: pattern)
        var random = SeededRandom(seed: 11)
        let alphabet = Array("ABNZabcxz0159-- @[`{/:~\u{7F}é\u{80}".utf8) + [0, 0xFF]
        var matches = 0
        for round in 0..<30_000 {
            let count = Int.random(in: 0...10, using: &random)
            var bytes = (0..<64).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            if round % 2 == 0 {
                // Half of the texts are nearly right.
                for place in 0..<8 {
                    bytes[place] = Array("AB-12345".utf8)[place]
                    if pattern.contains("a") { bytes[place] = Array("ababccxx".utf8)[place] }
                    if pattern.contains("\\d{4}") { bytes[place] = Array("2013-12-".utf8)[place] }
                    if pattern.hasPrefix("[A-Z]") || pattern.hasPrefix("[A-Z0") || pattern.hasPrefix("N") {
                        bytes[place] = Array("NQZAB012".utf8)[place]
                    }
                }
                if round % 4 == 0 {
                    bytes[Int.random(in: 0..<8, using: &random)] = alphabet.randomElement(using: &random) ?? 0
                }
            }
            let verdict = bytes.withUnsafeBufferPointer { bytes in
                let expected = simulated.matches(UnsafeBufferPointer(rebasing: bytes[0..<count]))
                let start = bytes.baseAddress.unsafelyUnwrapped
                #expect(word.matches(count: count, word: start.word) == expected, "\(bytes[0..<count].map { $0 })")
                return expected
            }
            matches += verdict ? 1 : 0
        }
        #expect(matches > 100)
    }

    @Test(
        "other patterns are left to the engine",
        arguments: ["a|b", "[A-Za-z0-9]{2}", "é", "[A-Z]{9}", "a*", "a{2,3}b", "(?:ab){1,2}", "."])
    func others(pattern: String) throws {
        #expect(WordPattern(try PatternParser.parse(pattern)) == nil)
    }
}
