import WeirModel

/// The bounds of a field, folded into one closed range for the loop and kept apart for the report.
struct ValueBounds<Value: Comparable & Sendable>: Sendable {
    /// One bound as the schema has it.
    struct Bound: Sendable {
        let kind: ConstraintKind
        let value: Value
    }

    /// The least value that meets all bounds.
    let lowest: Value
    /// The greatest value that meets all bounds.
    let highest: Value
    /// The bounds, in the order of their kinds.
    let bounds: [Bound]

    /// Whether a value meets all bounds; NaN meets none.
    @inline(__always)
    func contains(_ value: Value) -> Bool {
        bounds.isEmpty || (value >= lowest && value <= highest)
    }

    /// The kinds of the bounds that a value fails.
    func failed(by value: Value) -> [ConstraintKind] {
        bounds.filter { bound in
            switch bound.kind {
            case .minimum: !(value >= bound.value)
            case .maximum: !(value <= bound.value)
            case .exclusiveMinimum: !(value > bound.value)
            default: !(value < bound.value)
            }
        }.map(\.kind)
    }
}

extension ValueBounds<Int64> {
    init(_ bounds: [Bound]) {
        var (lowest, highest) = (Int64.min, Int64.max)
        for bound in bounds {
            switch bound.kind {
            case .minimum: lowest = Swift.max(lowest, bound.value)
            case .maximum: highest = Swift.min(highest, bound.value)
            // Nothing lies above the greatest or below the least value: then the range is empty.
            case .exclusiveMinimum where bound.value == .max: (lowest, highest) = (.max, .min)
            case .exclusiveMinimum: lowest = Swift.max(lowest, bound.value + 1)
            case .exclusiveMaximum where bound.value == .min: (lowest, highest) = (.max, .min)
            default: highest = Swift.min(highest, bound.value - 1)
            }
        }
        (self.lowest, self.highest, self.bounds) = (lowest, highest, bounds)
    }
}

extension ValueBounds<Double> {
    init(_ bounds: [Bound]) {
        var (lowest, highest) = (-Double.infinity, Double.infinity)
        for bound in bounds {
            switch bound.kind {
            case .minimum: lowest = Swift.max(lowest, bound.value)
            case .maximum: highest = Swift.min(highest, bound.value)
            case .exclusiveMinimum where bound.value == .infinity: (lowest, highest) = (.infinity, -.infinity)
            case .exclusiveMinimum: lowest = Swift.max(lowest, bound.value.nextUp)
            case .exclusiveMaximum where bound.value == -.infinity: (lowest, highest) = (.infinity, -.infinity)
            default: highest = Swift.min(highest, bound.value.nextDown)
            }
        }
        (self.lowest, self.highest, self.bounds) = (lowest, highest, bounds)
    }
}
