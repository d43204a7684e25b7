/// What bounds a flow.
public struct FlowLimits: Sendable, Hashable {
    /// The most weight that may be queued on an edge, in bytes.
    public let edgeBytes: Int
    /// How many items a fanned-out stage works on at once.
    public let workers: Int
    /// The most weight of inputs that may wait in order inside a fanned-out stage, in bytes.
    ///
    /// Many workers on heavy items would otherwise hold more than the edges do. When it is reached fewer workers are
    /// busy; one item always passes, however heavy.
    public let fanOutBytes: Int

    /// Makes limits; edges of 4 MiB, one worker, and four edges' worth inside a fanned-out stage by default.
    ///
    /// Numbers outside of what makes sense (1 byte to 1 TiB, 1 to 1,024 workers) are moved to the nearest that does.
    public init(edgeBytes: Int = 4 << 20, workers: Int = 1, fanOutBytes: Int? = nil) {
        self.edgeBytes = Self.clamped(bytes: edgeBytes)
        self.workers = Self.clamped(workers: workers)
        self.fanOutBytes = Self.clamped(bytes: fanOutBytes ?? self.edgeBytes * 4)
    }

    /// How many items of a fanned-out stage may be on their way at once: one for each worker, one being handed in and
    /// one being handed out.
    public var slots: Int { workers + 2 }

    static func clamped(workers: Int) -> Int { min(max(workers, 1), 1024) }

    private static func clamped(bytes: Int) -> Int { min(max(bytes, 1), 1 << 40) }
}
