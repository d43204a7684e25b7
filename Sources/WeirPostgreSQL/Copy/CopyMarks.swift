/// Where the rows of a batch can be divided between connections: the ends of its sixteenths.
///
/// They do not depend on the number of connections, and so a run may go on with another number.
struct CopyMarks: Sendable {
    /// How many parts there are.
    static let parts = 16
    /// What they take, in bytes.
    static let byteCount = parts * 2 * MemoryLayout<UInt32>.size

    /// For each part where it ends, in bytes, and how many rows there are up to there.
    private(set) var numbers = [UInt32](repeating: 0, count: parts * 2)
    private let rowsOfPart: Int
    private var rows = 0

    /// - Parameter rows: how many rows there will be at most.
    init(rows: Int) { rowsOfPart = max((rows + Self.parts - 1) / Self.parts, 1) }

    /// Notes that a row ends here.
    @inline(__always)
    mutating func note(end: Int) {
        let part = rows / rowsOfPart
        rows += 1
        numbers[2 * part] = UInt32(truncatingIfNeeded: end)
        numbers[2 * part + 1] = UInt32(truncatingIfNeeded: rows)
    }
}
