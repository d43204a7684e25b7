/// Which of the newest rows were rejected: one bit for each, in a ring.
struct RejectionWindow {
    /// How many rows are looked at.
    let rows: Int
    /// How many of them were rejected.
    private(set) var rejected = 0
    private var bits: [UInt64]
    private var place = 0

    init(rows: Int) {
        self.rows = max(rows, 1)
        bits = [UInt64](repeating: 0, count: (self.rows + 63) / 64)
    }

    /// Takes the next row, and lets go of the oldest.
    mutating func add(isRejected: Bool) {
        let (word, bit) = (place / 64, UInt64(1) << UInt64(place % 64))
        if bits[word] & bit != 0 { rejected -= 1 }
        if isRejected {
            bits[word] |= bit
            rejected += 1
        } else {
            bits[word] &= ~bit
        }
        place += 1
        if place == rows { place = 0 }
    }

    /// Takes rows that were all accepted.
    mutating func add(accepted count: Int) {
        if rejected == 0 {
            place = (place + count) % rows
        } else {
            for _ in 0..<min(count, rows) { add(isRejected: false) }
        }
    }
}
