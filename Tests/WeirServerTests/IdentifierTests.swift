import Testing

@testable import WeirServer

@Suite("Identifiers")
struct IdentifierTests {
    @Test("they sort by the time at which they were made")
    func order() {
        let early = Identifier.new(at: Timestamp(milliseconds: 1_000))
        let late = Identifier.new(at: Timestamp(milliseconds: 1_001))
        #expect(early < late)
        #expect(Identifier.isValid(early) && Identifier.isValid(late))
    }

    @Test("no two are the same")
    func distinct() {
        #expect(Set((0..<10_000).map { _ in Identifier.new(at: Timestamp(milliseconds: 5)) }).count == 10_000)
    }

    @Test(
        "no other text is taken for one",
        arguments: ["", "abc", String(repeating: "u", count: 26), "../../../../../../etc/passw"])
    func invalid(text: String) {
        #expect(!Identifier.isValid(text))
    }
}
