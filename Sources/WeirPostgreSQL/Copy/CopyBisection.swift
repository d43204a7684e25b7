import WeirModel

/// Finds the rows that the server refuses among some that it does not take together, and brings the others in.
///
/// The rows go in in their order, so which ones are refused does not depend on how they are divided: of two rows with one
/// key the first goes in. Where the server tells the line that it stumbled over, the rows before it go first; else they are
/// halved. Source of the idea: bisection; pgloader and others do the same with batches.
struct CopyBisection {
    /// A refused row.
    struct Refused {
        /// The row among those that were given, from 0.
        var row: Int
        /// Why.
        var error: ServerError
    }

    private let lane: CopyLane
    private let rows: UnsafeBufferPointer<UInt8>
    private let ends: [Int]

    /// - Parameter rows: the rows, in the form of a binary COPY.
    init(_ lane: CopyLane, _ rows: UnsafeBufferPointer<UInt8>) {
        self.lane = lane
        self.rows = rows
        ends = CopyPart.ends(of: rows)
    }

    /// Brings in what the server takes.
    ///
    /// - Parameter error: what it has against all of them together.
    /// - Returns: the rows that it refuses, in order.
    func load(after error: ServerError) throws -> [Refused] {
        var refused: [Refused] = []
        /// What is still to be brought in, the next at the end; with what the server has against it, if that is known.
        var waiting: [(rows: Range<Int>, error: ServerError?)] = [(ends.indices, error)]
        while let (range, known) = waiting.popLast() {
            guard !range.isEmpty else { continue }
            guard let error = try known ?? copy(range) else { continue }
            guard range.count > 1 else {
                refused.append(Refused(row: range.lowerBound, error: error))
                continue
            }
            let place = divide(range, error)
            waiting.append((place..<range.upperBound, nil))
            // The first row fails as it would alone: nothing of the others has come in before it.
            waiting.append((range.lowerBound..<place, error.line == 1 ? error : nil))
        }
        return refused
    }

    /// Where to divide rows: before the one that the server names, behind it if it is the first, or in the middle.
    private func divide(_ range: Range<Int>, _ error: ServerError) -> Int {
        guard let line = error.line, (1...range.count).contains(line) else {
            return range.lowerBound + range.count / 2
        }
        return line == 1 ? range.lowerBound + 1 : range.lowerBound + line - 1
    }

    private func copy(_ range: Range<Int>) throws -> ServerError? {
        let start = range.lowerBound == 0 ? 0 : ends[range.lowerBound - 1]
        let bytes = UnsafeBufferPointer(rebasing: rows[start..<ends[range.upperBound - 1]])
        return try lane.copy(bytes, count: range.count)
    }
}
