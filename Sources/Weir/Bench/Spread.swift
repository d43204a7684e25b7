/// The middle of several measurements and how far they are apart.
public struct Spread: Sendable, Hashable {
    /// The one in the middle.
    public let median: Double
    /// The least.
    public let minimum: Double
    /// The greatest.
    public let maximum: Double

    /// Makes a spread of at least one measurement; of none it is all 0.
    public init(_ values: [Double]) {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        minimum = sorted.first ?? 0
        maximum = sorted.last ?? 0
        median =
            sorted.isEmpty
            ? 0 : sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// How far the least and the greatest are apart, as a share of the median.
    public var share: Double { median > 0 ? (maximum - minimum) / median : 0 }
}
