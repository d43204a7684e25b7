/// The two topmost values of the stack; the result of a step goes to the place of the left one.
struct RulePair {
    let left: RuleLanes
    let right: RuleLanes
    let count: Int

    /// False where a side is false, else unknown where a side is unknown.
    func and() {
        for row in 0..<count {
            let (a, b, isA, isB) = (left.bits[row], right.bits[row], left.known[row], right.known[row])
            left.known[row] = (isA & isB) | (isA & ~a & 1) | (isB & ~b & 1)
            left.bits[row] = a & b & isA & isB
        }
    }

    /// True where a side is true, else unknown where a side is unknown.
    func or() {
        for row in 0..<count {
            let (a, b, isA, isB) = (left.bits[row], right.bits[row], left.known[row], right.known[row])
            left.known[row] = (isA & isB) | (isA & a) | (isB & b)
            left.bits[row] = (a & isA) | (b & isB)
        }
    }

    /// True where the left side is false or the right one true, else unknown where a side is unknown.
    func implies() {
        left.negate(count)
        or()
    }

    /// The outcome of a comparison, where both values are there.
    @inline(__always)
    func compare(_ kind: RuleComparison, _ order: (RuleLanes, RuleLanes, Int) -> RuleOrder) {
        let outcomes = kind.outcomes
        for row in 0..<count {
            let isKnown = left.known[row] & right.known[row]
            left.known[row] = isKnown
            left.bits[row] = isKnown == 0 ? 0 : (outcomes &>> order(left, right, row).rawValue) & 1
        }
    }

    /// An integer out of two, where both are there and there is a result.
    @inline(__always)
    func reckon(_ operation: (RuleLanes, RuleLanes, Int) -> Int64?) {
        for row in 0..<count {
            guard left.known[row] & right.known[row] != 0, let value = operation(left, right, row) else {
                left.known[row] = 0
                continue
            }
            left.set(row, value)
        }
    }

    /// A number out of two, where both are there and there is a result.
    @inline(__always)
    func reckon(_ operation: (RuleLanes, RuleLanes, Int) -> RuleNumber?) {
        for row in 0..<count {
            guard left.known[row] & right.known[row] != 0, let value = operation(left, right, row) else {
                left.known[row] = 0
                continue
            }
            left.set(row, value)
        }
    }

    /// The left value, and where it is not there the right one.
    func coalesce() {
        for row in 0..<count where left.known[row] == 0 {
            left.bits[row] = right.bits[row]
            left.extra[row] = right.extra[row]
            left.known[row] = right.known[row]
        }
    }
}
