import Synchronization
import Testing
import WeirFlow
import WeirTestKit

/// The engine at work on something that has nothing to do with tables: counting the words of a text.
///
/// It is also the shortest complete example of a flow. Text comes in blocks of any size; a `Transducer` makes whole
/// lines of them, because that needs memory from one block to the next; a `Transform` counts words, because that needs
/// none and may run on several blocks at once; a `Sink` adds up.
@Suite("Counting words", .timeLimit(.minutes(2)))
struct WordCountFlowTests {
    @Test("gives what a slow and obvious count gives", arguments: 1...4)
    func counts(workers: Int) async throws {
        let text = randomText(seed: UInt64(workers))
        for blockSize in [1, 7, 64, 10_000] {
            #expect(try await wordCount(text, blockSize: blockSize, workers: workers) == obviousCount(text))
        }
    }

    @Test("of an empty text gives nothing")
    func empty() async throws {
        #expect(try await wordCount("", blockSize: 10, workers: 2) == [:])
    }

    @Test("does not depend on where the text is cut")
    func chunking() {
        let text = Array(randomText(seed: 9).utf8)
        expectChunkingLaw(text, input: { TextBlock(bytes: Array($0)) }, summary: { $0.flatMap(\.bytes) }) {
            WholeLines()
        }
    }

    @Test("does not depend on the number of workers")
    func workers() async {
        let lines = randomText(seed: 5).split(separator: "\n").map { TextBlock(bytes: Array($0.utf8)) }
        await expectTransformLaw(lines, CountWords(), summary: \.counts)
    }

    /// The whole flow.
    private func wordCount(_ text: String, blockSize: Int, workers: Int) async throws -> [String: Int] {
        let total = Total()
        try await withFlow(limits: FlowLimits(edgeBytes: 1_000, workers: workers)) { flow in
            let blocks = flow.read("read") { TextSource(text, blockSize: blockSize) }
            let lines = flow.stage("lines", blocks) { WholeLines() }
            let counts = flow.fanOut("count", lines, CountWords())
            flow.sink("add", counts) { AddCounts(to: total) }
        }
        return total.counts
    }

    /// The same in one line, with the whole text in memory.
    private func obviousCount(_ text: String) -> [String: Int] {
        text.split(whereSeparator: \.isWhitespace).reduce(into: [:]) { $0[String($1), default: 0] += 1 }
    }

    private func randomText(seed: UInt64) -> String {
        let words = ["weir", "wheel", "wächst", "水", "a", "stream-bed"]
        let gaps = [" ", " ", " ", "  ", "\n", "\n\n"]
        var generator = SeededGenerator(seed: seed)
        var text = ""
        for _ in 0..<400 {
            text += words.randomElement(using: &generator) ?? ""
            text += gaps.randomElement(using: &generator) ?? ""
        }
        return text + "end"
    }
}

/// Some bytes of the text.
private struct TextBlock: Weighted, Sendable {
    var bytes: [UInt8]

    var weight: Int { bytes.count }
    var rows: Int { bytes.count { $0 == newline } }
}

private let newline = UInt8(ascii: "\n")

/// Reads a text block by block; a block may end inside a word, or inside a character.
private struct TextSource: Source {
    private var rest: ArraySlice<UInt8>
    private let blockSize: Int

    init(_ text: String, blockSize: Int) {
        rest = Array(text.utf8)[...]
        self.blockSize = blockSize
    }

    mutating func next() -> TextBlock? {
        guard !rest.isEmpty else { return nil }
        defer { rest = rest.dropFirst(blockSize) }
        return TextBlock(bytes: Array(rest.prefix(blockSize)))
    }
}

/// Makes blocks that end with a line end; the last one ends where the text ends.
private struct WholeLines: Transducer {
    private var held: [UInt8] = []
    private var ready: TextBlock?

    mutating func push(_ input: consuming TextBlock) {
        guard let end = input.bytes.lastIndex(of: newline) else {
            held += input.bytes
            return
        }
        ready = TextBlock(bytes: held + input.bytes[...end])
        held = Array(input.bytes[(end + 1)...])
    }

    mutating func next() -> TextBlock? {
        defer { ready = nil }
        return ready
    }

    mutating func finish() {
        if !held.isEmpty { ready = TextBlock(bytes: held) }
        held = []
    }
}

/// The words of a block and how often each occurs.
private struct WordCounts: Weighted, Sendable {
    var counts: [String: Int]

    var weight: Int { counts.count * 64 }
}

/// Counts the words of one block.
private struct CountWords: Transform {
    func callAsFunction(_ input: consuming TextBlock) -> WordCounts {
        let words = String(decoding: input.bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        return WordCounts(counts: words.reduce(into: [:]) { $0[String($1), default: 0] += 1 })
    }
}

/// The result; the sink is gone when the flow has ended, so it leaves the sum here.
private final class Total: Sendable {
    private let state = Mutex<[String: Int]>([:])

    var counts: [String: Int] { state.withLock { $0 } }
    func set(_ counts: [String: Int]) { state.withLock { $0 = counts } }
}

/// Adds up the counts of all blocks.
private struct AddCounts: Sink {
    private let total: Total
    private var sum: [String: Int] = [:]

    init(to total: Total) { self.total = total }

    mutating func consume(_ input: consuming WordCounts) { sum.merge(input.counts, uniquingKeysWith: +) }
    mutating func finish() { total.set(sum) }
}
