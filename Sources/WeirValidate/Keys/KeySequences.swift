/// Ascending whole numbers as stretches in which number and record grow together: what row numbers and the keys of a
/// database export mostly are.
///
/// A stretch takes 24 bytes, however long it is, so numbers without gaps need next to no memory.
struct KeySequences {
    private struct Stretch {
        var first: Int64
        var last: Int64
        var record: Int
    }

    private var stretches: [Stretch] = []
    private let limit: Int

    /// Makes an empty collection that takes at most so many bytes.
    init(byteLimit: Int) {
        limit = max(byteLimit / (2 * MemoryLayout<Stretch>.stride), 16)
    }

    /// Takes in a number that is greater than all before it.
    ///
    /// - Returns: whether there was room; if not, it must be held elsewhere.
    @inline(__always)
    mutating func append(_ value: Int64, record: Int) -> Bool {
        if let last = stretches.last, value == last.last &+ 1, record - last.record == Int(value &- last.first) {
            stretches[stretches.count - 1].last = value
            return true
        }
        guard stretches.count < limit else { return false }
        stretches.append(Stretch(first: value, last: value, record: record))
        return true
    }

    /// The record that has a number, or -1.
    func record(of value: Int64) -> Int {
        var (low, high) = (0, stretches.count)
        while low < high {
            let middle = (low + high) / 2
            if stretches[middle].last < value { low = middle + 1 } else { high = middle }
        }
        guard low < stretches.count, stretches[low].first <= value else { return -1 }
        return stretches[low].record + Int(value &- stretches[low].first)
    }
}
