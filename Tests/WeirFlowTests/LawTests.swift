import Synchronization
import Testing
import WeirFlow
import WeirTestKit

/// A law checker that lets everything pass is worth nothing, so each is shown a stage that breaks its law.
@Suite("The checkers of laws", .timeLimit(.minutes(2)))
struct LawTests {
    private let text = Array("one\ntwo\r\n\nthree\n\nfour".utf8)

    @Test("let a stage pass that does not notice where its input is cut")
    func chunkingHolds() {
        expectChunkingLaw(text, input: Piece.init, summary: lines) { LineCounter(remembers: true) }
        expectChunkingLaw([], input: Piece.init, summary: lines) { LineCounter(remembers: true) }
    }

    @Test("catch a stage that notices where its input is cut")
    func chunkingBroken() {
        withKnownIssue {
            expectChunkingLaw(text, input: Piece.init, summary: lines) { LineCounter(remembers: false) }
        }
    }

    @Test("catch a transform that remembers")
    func transformBroken() async {
        await withKnownIssue {
            await expectTransformLaw([1, 2, 3], Remembering(), workers: 1...1, summary: \.value)
        }
    }

    @Test("cut a short input at every place, and a long one not")
    func everyCut() {
        let cuts = Splitting.all(for: 5).filter { if case .cut = $0 { true } else { false } }
        #expect(cuts == (1...4).map { .cut(at: $0) })
        #expect(Splitting.cut(at: 2).pieces(Array(0..<5)).map(Array.init) == [[0, 1], [2, 3, 4]])
        #expect(Splitting.all(for: 100_000) == Splitting.all)
        #expect(Splitting.all(for: 0) == Splitting.all)
    }

    private func lines(_ outputs: [Item]) -> Int { outputs.reduce(0) { $0 + $1.value } }
}

private struct Piece: Sendable {
    let bytes: ArraySlice<UInt8>
}

/// Counts the pairs of line ends that follow each other; one that does not remember loses those that are cut apart.
private struct LineCounter: Transducer {
    let remembers: Bool
    private var previous: UInt8 = 0
    private var count: Item?

    init(remembers: Bool) { self.remembers = remembers }

    mutating func push(_ input: consuming Piece) {
        if !remembers { previous = 0 }
        var pairs = 0
        for byte in input.bytes {
            if byte == UInt8(ascii: "\n"), previous == byte { pairs += 1 }
            previous = byte
        }
        count = Item(pairs)
    }

    mutating func next() -> Item? {
        defer { count = nil }
        return count
    }

    mutating func finish() {}
}

/// Adds the number of the call, which depends on what came before.
private final class Remembering: Transform {
    private let calls = Atomic<Int>(0)

    func callAsFunction(_ input: consuming Item) -> Item {
        Item(input.value + calls.add(1, ordering: .relaxed).newValue)
    }
}
