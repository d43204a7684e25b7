import Testing
import WeirTestKit

@testable import WeirParse

@Suite("Numbers of sheets")
struct SheetNumberTests {
    private func text(_ raw: String) -> String? {
        Array(raw.utf8).withUnsafeBufferPointer { bytes in
            let shortest = SheetNumber.value(of: bytes).map {
                String(decoding: SheetNumber.text(of: $0), as: UTF8.self)
            }
            if SheetNumber.isShortest(bytes) { #expect(shortest == raw, "\(raw) is not the shortest") }
            return shortest
        }
    }

    @Test(
        "become the shortest text that reads back as the same",
        arguments: [
            ("0", "0"), ("-0", "0"), ("1", "1"), ("1.0", "1"), ("01", "1"), ("1.50", "1.5"), (".5", "0.5"), ("5.", "5"),
            ("+1", "1"), ("1.1000000000000001", "1.1"), ("0.30000000000000004", "0.30000000000000004"),
            ("0.47999999999999998", "0.48"), ("1E-3", "0.001"), ("1.0000000000000001E-2", "0.01"), ("1e5", "100000"),
            ("1E20", "100000000000000000000"), ("1E21", "1e+21"), ("1.5e300", "1.5e+300"), ("1e-6", "0.000001"),
            ("1e-7", "1e-7"), ("123456789012345", "123456789012345"), ("1234567890123456789", "1234567890123456800"),
            ("9007199254740993", "9007199254740992"), ("4.9406564584124654e-324", "5e-324"), ("-12.75", "-12.75"),
            ("1.7976931348623157E308", "1.7976931348623157e+308"), ("0.1", "0.1"), ("-0.001", "-0.001"),
        ])
    func shortest(raw: String, expected: String) {
        #expect(text(raw) == expected)
    }

    @Test(
        "what is no number",
        arguments: [
            "", "-", ".", "e5", "1e", "1e+", "0x10", "1_000", "1,000", "NaN", "INF", "1e309", "1 2", "１２", "--1",
            "1.2.3",
        ])
    func none(raw: String) {
        #expect(text(raw) == nil)
    }

    @Test("the quick look agrees with the careful one on random texts")
    func random() {
        for seed in 0..<2000 {
            var random = SeededGenerator(seed: UInt64(seed))
            let raw = String(
                (0..<Int.random(in: 1...18, using: &random)).map { _ in
                    "0123456789012345678900-.".randomElement(using: &random) ?? "0"
                })
            _ = text(raw)
        }
    }
}
