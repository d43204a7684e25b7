import Synchronization
import WeirFlow

/// A piece of text that ends where a line ends.
struct Lines: Weighted, Sendable {
    var bytes: [UInt8]
    var weight: Int { bytes.count }
    var rows: Int { bytes.count { $0 == 0x0A } }
}

/// How often each word occurs.
struct Counts: Weighted, Sendable {
    var words: [String: Int]
    var weight: Int { max(words.count * 64, 1) }
}

/// Cuts a text into pieces of a size, as a file would be read; a piece may end inside a word.
struct Pieces: Source {
    var rest: ArraySlice<UInt8>

    mutating func next() -> Lines? {
        guard !rest.isEmpty else { return nil }
        defer { rest = rest.dropFirst(16) }
        return Lines(bytes: Array(rest.prefix(16)))
    }
}

/// Moves the borders of the pieces to line ends.
///
/// It keeps the end of one piece for the next, so it is a `Transducer`.
struct WholeLines: Transducer {
    private var held: [UInt8] = []
    private var ready: Lines?

    mutating func push(_ input: consuming Lines) {
        held += input.bytes
        guard let end = held.lastIndex(of: 0x0A) else { return }
        ready = Lines(bytes: Array(held[...end]))
        held.removeFirst(end + 1)
    }

    mutating func next() -> Lines? { ready.take() }

    mutating func finish() {
        if !held.isEmpty { ready = Lines(bytes: held) }
        held = []
    }
}

/// Counts the words of a piece.
///
/// It keeps nothing, so it is a `Transform` and can run on all cores.
struct CountWords: Transform {
    func callAsFunction(_ input: consuming Lines) -> Counts {
        let words = String(decoding: input.bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        return Counts(words: words.reduce(into: [:]) { $0[String($1), default: 0] += 1 })
    }
}

/// Adds up, and tells the sum when there is nothing more to come.
struct AddUp: Sink {
    private var sum: [String: Int] = [:]
    private let tell: @Sendable ([String: Int]) -> Void

    init(tell: @escaping @Sendable ([String: Int]) -> Void) { self.tell = tell }

    mutating func consume(_ input: consuming Counts) { sum.merge(input.words, uniquingKeysWith: +) }
    mutating func finish() { tell(sum) }
}

/// Counts the words of a text.
func countWords(in text: String, workers: Int) async throws -> [String: Int] {
    let total = Mutex<[String: Int]>([:])
    try await withFlow(limits: FlowLimits(edgeBytes: 1 << 16, workers: workers)) { flow in
        let pieces = flow.read("read") { Pieces(rest: Array(text.utf8)[...]) }
        let lines = flow.stage("lines", pieces) { WholeLines() }
        let counts = flow.fanOut("count", lines, CountWords())
        flow.sink("add", counts) { AddUp { sum in total.withLock { $0 = sum } } }
    }
    return total.withLock { $0 }
}
