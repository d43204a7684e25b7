import Testing

@testable import WeirSpec

@Suite("Near misses")
struct NearMissTests {
    @Test(
        "a text is matched with what was probably meant",
        arguments: [
            ("delimeter", "delimiter"), ("Delimiter", "delimiter"), ("paht", "path"), ("pth", "path"),
            ("headers", "header"), ("quoteCharr", "quoteChar"), ("xyz", nil), ("p", nil), ("", nil),
            (String(repeating: "a", count: 1 << 20), nil),
        ]
    )
    func suggestion(text: String, expected: String?) {
        #expect(NearMiss.suggestion(for: text, among: ["delimiter", "path", "header", "quoteChar"]) == expected)
    }

    @Test("the distance counts insertions, deletions, replacements and swaps")
    func distances() {
        for (left, right, expected) in [
            ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "acb", 1), ("ca", "abc", 3), ("kitten", "sitting", 3),
        ] {
            #expect(NearMiss.distance(Array(left), Array(right)) == expected)
        }
    }

    @Test("the distance is the same both ways, zero only for equals, and agrees with plain recursion")
    func laws() {
        var random = SeededRandom(seed: 7)
        func word() -> [Int] {
            (0..<Int.random(in: 0...5, using: &random)).map { _ in Int.random(in: 0...2, using: &random) }
        }
        func slow(_ a: ArraySlice<Int>, _ b: ArraySlice<Int>) -> Int {
            guard let x = a.last, let y = b.last else { return a.count + b.count }
            let (c, d) = (a.dropLast(), b.dropLast())
            var least = min(slow(c, b) + 1, slow(a, d) + 1, slow(c, d) + (x == y ? 0 : 1))
            if c.last == y, d.last == x { least = min(least, slow(c.dropLast(), d.dropLast()) + 1) }
            return least
        }
        for _ in 0..<300 {
            let (a, b) = (word(), word())
            let distance = NearMiss.distance(a, b)
            #expect(distance == NearMiss.distance(b, a))
            #expect((distance == 0) == (a == b))
            #expect(distance == slow(a[...], b[...]))
        }
    }
}
