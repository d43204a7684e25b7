/// A number as rules reckon with it: a decimal wherever that is possible, so that 0.1 + 0.2 is 0.3.
///
/// A decimal is a whole number over a power of ten, 10^0 to 10^18. What does not fit into that is a double.
struct RuleNumber: Hashable, Sendable {
    /// The whole number, or the bits of the double.
    let bits: Int64
    /// The power of ten that it stands over; -1 for a double.
    let scale: Int32

    static let mostScale: Int32 = 18
    static let doubleScale: Int32 = -1
    /// A double holds this many decimal digits without loss.
    private static let exactLimit = 1e15
    private static let powers: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    ]

    @inline(__always)
    init(bits: Int64, scale: Int32) {
        self.bits = bits
        self.scale = scale
    }

    /// The decimal of at most 15 digits that reads as this double, if there is one; else the double.
    @inline(__always)
    init(_ value: Double) {
        if let whole = Int64(exactly: value) {
            self.init(bits: whole, scale: 0)
        } else {
            self = Self.fraction(value)
        }
    }

    /// Reads digits with a fraction or an exponent; `nil` if there is no such number.
    init?(decimal text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count <= 2, let whole = parts.first, !text.contains("e"), !text.contains("E") {
            let fraction = parts.count == 2 ? parts[1] : ""
            if fraction.count <= Int(Self.mostScale), let bits = Int64(whole + fraction) {
                self.init(bits: bits, scale: Int32(fraction.count))
                return
            }
        }
        guard let value = Double(text), value.isFinite else { return nil }
        self.init(value)
    }

    private static func fraction(_ value: Double) -> RuleNumber {
        powers.withUnsafeBufferPointer { powers in
            for scale in 1...15 {
                let scaled = value * powers[scale]
                guard abs(scaled) < exactLimit else { break }
                let whole = scaled.rounded()
                // The division is rounded correctly, so the decimal reads as the value exactly if it gives it back.
                if whole / powers[scale] == value, let bits = Int64(exactly: whole) {
                    return RuleNumber(bits: bits, scale: Int32(scale))
                }
            }
            return RuleNumber(bits: Int64(bitPattern: value.bitPattern), scale: doubleScale)
        }
    }

    /// A decimal of whatever length, if it can be brought to the size that is held.
    init?(_ value: Int128, scale: Int32) {
        var (value, scale) = (value, scale)
        while scale < 0 {
            let (grown, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            (value, scale) = (grown, scale + 1)
        }
        while scale > Self.mostScale || (scale > 0 && Int64(exactly: value) == nil) {
            guard value % 10 == 0 else { return nil }
            (value, scale) = (value / 10, scale - 1)
        }
        guard let bits = Int64(exactly: value) else { return nil }
        self.init(bits: bits, scale: scale)
    }

    @inline(__always)
    var isDecimal: Bool { scale >= 0 }

    /// The nearest double.
    var double: Double {
        isDecimal ? Double(bits) / Self.powers[Int(scale)] : Double(bitPattern: UInt64(bitPattern: bits))
    }

    /// The whole number over 10 to the given power, which is at least `scale` and at most 18.
    @inline(__always)
    private func raised(to scale: Int32) -> Int128 { Int128(bits) * Self.power(scale - self.scale) }

    /// 10 to a power from 0 to 18.
    static func power(_ exponent: Int32) -> Int128 { Int128(wholePowers[Int(max(min(exponent, mostScale), 0))]) }

    private static let wholePowers: [Int64] = (0...18).map { exponent in
        (0..<exponent).reduce(Int64(1)) { power, _ in power &* 10 }
    }

    /// How two numbers stand to each other.
    @inline(__always)
    static func order(_ left: RuleNumber, _ right: RuleNumber) -> RuleOrder {
        if left.scale == right.scale, left.isDecimal { return order(left.bits, right.bits) }
        return differentOrder(left, right)
    }

    /// How two comparable values stand to each other.
    @inline(__always)
    static func order<Value: Comparable>(_ left: Value, _ right: Value) -> RuleOrder {
        left < right ? .less : left > right ? .greater : left == right ? .equal : .apart
    }

    private static func differentOrder(_ left: RuleNumber, _ right: RuleNumber) -> RuleOrder {
        guard left.isDecimal, right.isDecimal else { return order(left.double, right.double) }
        let scale = max(left.scale, right.scale)
        return order(left.raised(to: scale), right.raised(to: scale))
    }
}

extension RuleNumber {
    /// The number with the other sign.
    var negated: RuleNumber {
        if !isDecimal { return RuleNumber(-double) }
        return RuleNumber(-Int128(bits), scale: scale) ?? RuleNumber(-double)
    }

    /// The number without its sign.
    var magnitude: RuleNumber { isDecimal ? (bits < 0 ? negated : self) : RuleNumber(abs(double)) }

    /// The result of an operation, exact if it has an end and fits, else rounded to a double; `nil` if there is none.
    func applying(_ operation: RuleArithmetic, _ other: RuleNumber) -> RuleNumber? {
        if isDecimal, other.isDecimal, let exact = exactly(operation, other) { return exact }
        let (left, right) = (double, other.double)
        let result =
            switch operation {
            case .plus: left + right
            case .minus: left - right
            case .times: left * right
            case .over: left / right
            case .remainder: Double.nan
            }
        return result.isFinite ? RuleNumber(result) : nil
    }

    private func exactly(_ operation: RuleArithmetic, _ other: RuleNumber) -> RuleNumber? {
        let common = max(scale, other.scale)
        switch operation {
        case .plus: return RuleNumber(raised(to: common) + other.raised(to: common), scale: common)
        case .minus: return RuleNumber(raised(to: common) - other.raised(to: common), scale: common)
        case .times: return RuleNumber(Int128(bits) * Int128(other.bits), scale: scale + other.scale)
        case .over:
            guard other.bits != 0 else { return nil }
            let (quotient, rest) = (Int128(bits) * Self.power(18)).quotientAndRemainder(dividingBy: Int128(other.bits))
            guard rest == 0 else { return nil }
            var (value, scale) = (quotient, scale - other.scale + 18)
            while scale > 0, value % 10 == 0 { (value, scale) = (value / 10, scale - 1) }
            return RuleNumber(value, scale: scale)
        case .remainder: return nil
        }
    }

    /// The number with at most so many digits behind the point, halves away from zero.
    func rounded(to places: Int32) -> RuleNumber {
        guard isDecimal else {
            let scaled = double * Self.powers[Int(max(min(places, 15), 0))]
            guard let bits = Int64(exactly: scaled.rounded(.toNearestOrAwayFromZero)) else { return self }
            return RuleNumber(bits: bits, scale: places)
        }
        guard scale > places else { return self }
        let unit = Self.power(scale - places)
        let half = bits < 0 ? -unit / 2 : unit / 2
        return RuleNumber((Int128(bits) + half) / unit, scale: places) ?? self
    }
}
