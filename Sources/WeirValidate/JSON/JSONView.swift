import WeirModel

/// A JSON text that has been read: its bytes and its entries, lent for the time of one check.
struct JSONView {
    let text: UnsafeBufferPointer<UInt8>
    let nodes: UnsafeBufferPointer<JSONNode>

    /// What an entry is.
    func kind(_ node: Int) -> JSONNode.Kind { nodes[node].kind }

    /// The number of members or items.
    func count(_ node: Int) -> Int { Int(nodes[node].count) }

    /// The items of an array, or the names of an object: each with its number.
    ///
    /// - Returns: whether `body` was content with all of them.
    func allSatisfy(_ container: Int, _ body: (_ number: Int, _ node: Int) -> Bool) -> Bool {
        let isObject = kind(container) == .object
        let end = Int(nodes[container].next)
        var (node, number) = (container + 1, 0)
        while node < end {
            guard body(number, node) else { return false }
            // A name is one entry, and its value follows.
            node = Int(nodes[isObject ? node + 1 : node].next)
            number += 1
        }
        return true
    }

    /// The value of the member with that name; the last one, if there are several.
    func member(_ object: Int, _ name: StaticString) -> Int? {
        member(object) { node in
            withString(node) {
                $0.elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
            }
        }
    }

    /// The value of the member with that name; the last one, if there are several.
    func member(_ object: Int, _ name: [UInt8]) -> Int? {
        member(object) { node in withString(node) { $0.elementsEqual(name) } }
    }

    /// The value of the last member whose name is the right one.
    func member(_ object: Int, _ isName: (Int) -> Bool) -> Int? {
        guard kind(object) == .object else { return nil }
        var found: Int?
        _ = allSatisfy(object) { _, node in
            if isName(node) { found = node + 1 }
            return true
        }
        return found
    }

    /// The number that an entry is; one that no double holds is infinite.
    func number(_ node: Int) -> Double? {
        guard kind(node) == .number else { return nil }
        let bytes = raw(node)
        let value = NumberConverter(cleaner: nil, bounds: ValueBounds([])).read(bytes)
        return value ?? (bytes.first == UInt8(ascii: "-") ? -.infinity : .infinity)
    }

    /// The bytes of an entry as they are written.
    func raw(_ node: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: text[Int(nodes[node].start)..<Int(nodes[node].end)])
    }

    /// Lends a string or a name in UTF-8, its escapes resolved.
    func withString<Result>(_ node: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let raw = raw(node)
        guard nodes[node].hasEscapes else { return body(raw) }
        // No escape is shorter than what it stands for.
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: raw.count) { room in
            let count = JSONEscapes.resolve(raw, to: room)
            return body(UnsafeBufferPointer(rebasing: room[..<count]))
        }
    }
}
