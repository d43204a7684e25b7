/// The graph of a flow before it runs: what a program can print, and what bounds its memory.
public struct FlowPlan: Sendable, Hashable {
    /// One stage.
    public struct Node: Sendable, Hashable {
        /// Its name.
        public var name: String
        /// What kind of stage it is.
        public var kind: FlowProgress.Kind
        /// The name of the stage before it; none for a source.
        public var upstream: String?
        /// How many items it works on at once.
        public var workers: Int
        /// How many items may be on their way inside it.
        public var slots: Int
        /// The most weight of inputs that wait in order inside it, in bytes; 0 for a stage that is not fanned out.
        public var slotBytes: Int
        /// Whether it has a thread of its own.
        public var hasOwnThread: Bool
        /// The limit of the edge behind it, in bytes; none for the last stage.
        public var edgeBytes: Int?

        /// The most memory that items inside it and on the edge behind it can take, in bytes.
        ///
        /// A stage holds one item. A fanned-out stage holds those in its slots, and one being handed in and one being
        /// handed out. An edge holds its limit, or one item that is heavier.
        public func bound(itemBytes: Int) -> Int {
            let inside = slots == 0 ? itemBytes : min(slots * itemBytes, max(slotBytes, itemBytes) + 2 * itemBytes)
            return inside + (edgeBytes.map { max($0, itemBytes) } ?? 0)
        }
    }

    /// The stages in order.
    public var nodes: [Node] = []

    /// The sum of the limits of all edges, in bytes.
    public var edgeBytes: Int { nodes.reduce(0) { $0 + ($1.edgeBytes ?? 0) } }

    /// The most memory that items on their way can take, in bytes, if none is heavier than `itemBytes`.
    ///
    /// What the stages hold for themselves comes on top.
    public func bound(itemBytes: Int) -> Int { nodes.reduce(0) { $0 + $1.bound(itemBytes: itemBytes) } }
}
