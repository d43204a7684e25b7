import WeirModel

/// Says where in a value a JSON Schema fails, for the message of an issue.
///
/// The check itself notes only that a value fails, so this looks once more at the few that are shown.
struct JSONFailureText {
    /// The part of the value and the keyword: `/size/width fails minimum`.
    let text: String

    /// Looks at a value.
    ///
    /// - Parameters:
    ///   - field: the field with the schema.
    ///   - column: its values.
    ///   - showsNames: whether the names of members may be told, which are part of the value.
    init?(_ field: FieldPlan, _ column: Column, row: Int, of batch: CheckedBatch, showsNames: Bool) {
        guard case .json(_, _, let rules?) = field.compound, column.validity[row] != 0 else { return nil }
        let slice = column.slices[row]
        let bytes = slice.isInArena ? batch.arena : batch.records.bytes
        let found = bytes.withUnsafeBufferPointer { bytes -> String? in
            let value = UnsafeBufferPointer(rebasing: bytes[slice.offset..<slice.offset + Int(slice.count)])
            var tape = JSONTape()
            guard tape.read(value) == nil else { return nil }
            return tape.withView(of: value) { view in
                guard let failure = rules.failure(of: 0, in: view) else { return nil }
                let path = showsNames ? view.path(of: failure.node) : []
                let place = path.isEmpty ? "it" : ShownText(path).text
                return "\(place) fails \(failure.keyword)"
            }
        }
        guard let found else { return nil }
        text = found
    }
}

extension JSONView {
    /// Where an entry is, as a JSON Pointer such as `/items/0/name`; empty for the whole value.
    fileprivate func path(of node: Int) -> [UInt8] {
        var path: [UInt8] = []
        var (inner, outer) = (node, Int(nodes[node].parent))
        while outer >= 0 {
            var part: [UInt8] = [UInt8(ascii: "/")]
            _ = allSatisfy(outer) { number, entry in
                let isObject = kind(outer) == .object
                guard entry == inner || (isObject && entry + 1 == inner) else { return true }
                part += isObject ? withString(entry) { Self.escaped($0) } : Array("\(number)".utf8)
                return false
            }
            path = part + path
            (inner, outer) = (outer, Int(nodes[outer].parent))
        }
        return path
    }

    /// A name as JSON Pointer has it, where `~` and `/` are written in another way.
    private static func escaped(_ name: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        name.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "~"): Array("~0".utf8)
            case UInt8(ascii: "/"): Array("~1".utf8)
            default: [byte]
            }
        }
    }
}
