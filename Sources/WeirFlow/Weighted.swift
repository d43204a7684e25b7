/// Something that flows and knows what it weighs.
///
/// Edges are limited by weight, so that the memory of a running flow is a sum that can be printed before it starts.
public protocol Weighted {
    /// The memory that this item keeps alive, in bytes. An estimate is fine; zero is not, for an item that owns memory.
    var weight: Int { get }

    /// The logical rows (records, lines) that this item stands for; 0 for an item that has none.
    var rows: Int { get }
}

extension Weighted {
    /// By default an item has no rows.
    public var rows: Int { 0 }
}
