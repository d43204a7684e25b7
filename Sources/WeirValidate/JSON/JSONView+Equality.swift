extension JSONView {
    /// Whether two values are equal, as JSON Schema says: numbers by value, objects whatever the order of their members.
    func isEqual(_ node: Int, to other: JSONView, _ otherNode: Int) -> Bool {
        if let number = number(node), let otherNumber = other.number(otherNode) { return number == otherNumber }
        guard kind(node).ofValue == other.kind(otherNode).ofValue, count(node) == other.count(otherNode) else {
            return false
        }
        switch kind(node) {
        case .string, .name:
            return withString(node) { text in other.withString(otherNode) { text.elementsEqual($0) } }
        case .array:
            var next = otherNode + 1
            return allSatisfy(node) { _, item in
                defer { next = Int(other.nodes[next].next) }
                return isEqual(item, to: other, next)
            }
        case .object:
            return other.allSatisfy(otherNode) { _, name in
                other.withString(name) { wanted in
                    let value = member(node) { withString($0) { $0.elementsEqual(wanted) } }
                    return value.map { isEqual($0, to: other, name + 1) } ?? false
                }
            }
        case .number, .yes, .no, .null: return true
        }
    }

    /// Whether no two items of an array are equal.
    ///
    /// Two values with the same 128 bits of a hash that is keyed anew for each process are taken as equal, so this takes a
    /// time that hostile data cannot drive up.
    func hasUniqueItems(_ array: Int) -> Bool {
        withUnsafeTemporaryAllocation(of: (Int, Int).self, capacity: count(array)) { hashes in
            _ = allSatisfy(array) { number, item in
                hashes.initializeElement(at: number, to: (hash(item, salt: 1), hash(item, salt: 2)))
                return true
            }
            var sorted = UnsafeMutableBufferPointer(rebasing: hashes[...])
            sorted.sort { $0 < $1 }
            return sorted.indices.dropFirst().allSatisfy { sorted[$0] != sorted[$0 - 1] }
        }
    }

    private func hash(_ node: Int, salt: Int) -> Int {
        var hasher = Hasher()
        hasher.combine(salt)
        let kind = kind(node)
        hasher.combine(kind.rawValue)
        switch kind {
        case .string, .name: withString(node) { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        case .number: hasher.combine(number(node))
        case .array:
            _ = allSatisfy(node) { _, item in
                hasher.combine(hash(item, salt: salt))
                return true
            }
        case .object:
            // The order of the members must not count.
            var sum = 0
            _ = allSatisfy(node) { _, name in
                var member = Hasher()
                member.combine(hash(name, salt: salt))
                member.combine(hash(name + 1, salt: salt))
                sum &+= member.finalize()
                return true
            }
            hasher.combine(sum)
        case .yes, .no, .null: break
        }
        return hasher.finalize()
    }
}
