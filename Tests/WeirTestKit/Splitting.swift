/// A way to cut an input into pieces.
///
/// Where a piece ends is an accident of reading, so no stage may let its result depend on it.
package enum Splitting: Sendable, Hashable, CustomStringConvertible {
    /// All in one piece.
    case whole
    /// Pieces of one size; the last one may be shorter.
    case size(Int)
    /// Two pieces, the first of that many elements.
    case cut(at: Int)
    /// Pieces of 0 to 9 elements, drawn from a seed.
    case random(seed: UInt64)

    /// The ways in which every law is tried.
    package static let all: [Splitting] =
        [.whole] + [1, 2, 3, 7, 64].map(Splitting.size) + (1...4).map(Splitting.random)

    /// The ways in which a law is tried on an input of `count` elements: `all`, and for a short one every cut in two.
    package static func all(for count: Int) -> [Splitting] {
        count <= 512 ? all + (0..<count).dropFirst().map { .cut(at: $0) } : all
    }

    package var description: String {
        switch self {
        case .whole: "in one piece"
        case .size(let size): "in pieces of \(size)"
        case .cut(let place): "in two pieces, cut at \(place)"
        case .random(let seed): "in random pieces, seed \(seed)"
        }
    }

    /// Cuts the elements; the pieces joined are the elements again.
    ///
    /// An empty input has one empty piece.
    package func pieces<Element>(_ elements: [Element]) -> [ArraySlice<Element>] {
        var generator = SeededGenerator(seed: seed)
        var pieces: [ArraySlice<Element>] = []
        var start = 0
        repeat {
            let end = min(elements.count, start + nextSize(elements.count, at: start, &generator))
            pieces.append(elements[start..<end])
            start = end
        } while start < elements.count
        return pieces
    }

    private var seed: UInt64 {
        if case .random(let seed) = self { seed } else { 0 }
    }

    private func nextSize(_ count: Int, at start: Int, _ generator: inout SeededGenerator) -> Int {
        switch self {
        case .whole: count
        case .size(let size): max(size, 1)
        case .cut(let place): start == 0 ? place : count
        case .random: Int.random(in: 0...9, using: &generator)
        }
    }
}
