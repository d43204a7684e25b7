/// What has passed an edge so far, and what stands on it now.
public struct EdgeCounters: Sendable, Hashable {
    /// The most weight that may be queued, in bytes.
    public let limit: Int
    /// Items sent.
    public internal(set) var items = 0
    /// Their weight, in bytes.
    public internal(set) var bytes = 0
    /// Their rows.
    public internal(set) var rows = 0
    /// Items received; fewer than sent while some are queued, or when a failure dropped some.
    public internal(set) var receivedItems = 0
    /// Their weight, in bytes.
    public internal(set) var receivedBytes = 0
    /// Their rows.
    public internal(set) var receivedRows = 0
    /// The weight queued now, in bytes.
    public internal(set) var fill = 0
    /// The greatest weight that was ever queued, in bytes.
    public internal(set) var peak = 0
    /// How long the sender waited because the edge was full, in nanoseconds; a wait counts when it is over.
    public internal(set) var blockedOnFull: UInt64 = 0
    /// How long receivers waited because the edge was empty, in nanoseconds; a wait counts when it is over.
    public internal(set) var blockedOnEmpty: UInt64 = 0

    init(limit: Int) { self.limit = limit }

    /// What an item takes of the limit: its weight, and at least one byte.
    static func charge(_ element: some Weighted) -> Int { max(element.weight, 1) }

    /// Counts an item that goes from the sender straight to a receiver.
    mutating func pass(_ element: some Weighted) {
        countSent(element)
        countReceived(element)
    }

    mutating func enqueue(_ element: some Weighted) {
        countSent(element)
        fill += Self.charge(element)
        peak = max(peak, fill)
    }

    mutating func dequeue(_ element: some Weighted) {
        countReceived(element)
        fill -= Self.charge(element)
    }

    mutating func drain() { fill = 0 }

    private mutating func countSent(_ element: some Weighted) {
        items += 1
        bytes += Self.charge(element)
        rows += element.rows
    }

    private mutating func countReceived(_ element: some Weighted) {
        receivedItems += 1
        receivedBytes += Self.charge(element)
        receivedRows += element.rows
    }
}
