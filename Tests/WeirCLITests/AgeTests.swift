import Testing

@testable import WeirCLI

@Suite("Ages on the command line")
struct AgeTests {
    @Test(
        "a number and a unit are taken",
        arguments: [
            ("45s", 45), ("90m", 5400), ("12h", 43_200), ("30d", 2_592_000), ("2w", 1_209_600), ("1s", 1),
            ("36500d", 3_153_600_000),
        ])
    func taken(text: String, seconds: Int) { #expect(Age(text)?.seconds == seconds) }

    @Test(
        "anything else is refused",
        arguments: [
            "", "d", "30", "0d", "-1d", "+1d", "1.5d", "30 d", "30D", "d30", "30days", "36501d", "99999999999d",
            "\u{661}d", "9223372036854775807s",
        ])
    func refused(text: String) { #expect(Age(text) == nil) }
}
