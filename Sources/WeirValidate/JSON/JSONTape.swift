/// Reads JSON texts (RFC 8259) one after another into the same memory: a flat list of entries in the order of the text.
///
/// One pass over the bytes, without recursion: what is open is found by the entries themselves. Whoever checks many cells
/// keeps one tape, so there is no allocation per cell.
struct JSONTape {
    /// How deep objects and arrays may be nested.
    static let mostDepth = 64

    /// The entries of the text that was read last; the first one is the outermost value.
    private(set) var nodes: [JSONNode] = []
    private var open: Int32 = -1
    private var depth = 0

    /// What may come next.
    private enum State {
        case value, valueOrEnd, name, nameOrEnd, behind
    }

    /// Reads a text.
    ///
    /// - Returns: what is wrong with it, or `nil` if it is JSON.
    mutating func read(_ text: UnsafeBufferPointer<UInt8>) -> JSONFault? {
        nodes.removeAll(keepingCapacity: true)
        (open, depth) = (-1, 0)
        var scanner = JSONScanner(text)
        do {
            try readAll(&scanner)
            return nil
        } catch {
            return error
        }
    }

    private mutating func readAll(_ scanner: inout JSONScanner) throws(JSONFault) {
        var state = State.value
        while true {
            scanner.skipBlanks()
            guard let byte = scanner.next else {
                guard state == .behind, open < 0 else { throw scanner.fault("the text ends too early") }
                return
            }
            switch (state, byte) {
            case (.valueOrEnd, UInt8(ascii: "]")), (.nameOrEnd, UInt8(ascii: "}")): state = close(&scanner)
            case (.value, _), (.valueOrEnd, _): state = try value(byte, &scanner)
            case (.name, _), (.nameOrEnd, _):
                guard byte == UInt8(ascii: "\"") else { throw scanner.fault("a name in quotes is missing") }
                try string(.name, &scanner)
                scanner.skipBlanks()
                guard scanner.skip(UInt8(ascii: ":")) else { throw scanner.fault("a colon is missing") }
                state = .value
            case (.behind, _):
                guard open >= 0 else { throw scanner.fault("there is something behind the value") }
                let isArray = nodes[Int(open)].kind == .array
                if byte == UInt8(ascii: ",") {
                    _ = scanner.skip(byte)
                    state = isArray ? .value : .name
                } else if byte == UInt8(ascii: isArray ? "]" : "}") {
                    state = close(&scanner)
                } else {
                    throw scanner.fault("a comma or a closing bracket is missing")
                }
            }
        }
    }

    private mutating func value(_ byte: UInt8, _ scanner: inout JSONScanner) throws(JSONFault) -> State {
        if open >= 0 { nodes[Int(open)].count &+= 1 }
        let start = scanner.place
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth < Self.mostDepth else { throw scanner.fault("values are nested deeper than 64 levels") }
            _ = scanner.skip(byte)
            depth += 1
            let isObject = byte == UInt8(ascii: "{")
            append(isObject ? .object : .array, start, start)
            open = Int32(truncatingIfNeeded: nodes.count - 1)
            return isObject ? .nameOrEnd : .valueOrEnd
        case UInt8(ascii: "\""): try string(.string, &scanner)
        case UInt8(ascii: "t"): try word("true", .yes, &scanner)
        case UInt8(ascii: "f"): try word("false", .no, &scanner)
        case UInt8(ascii: "n"): try word("null", .null, &scanner)
        default:
            try scanner.skipNumber()
            append(.number, start, scanner.place)
        }
        return .behind
    }

    private mutating func word(
        _ word: StaticString, _ kind: JSONNode.Kind, _ scanner: inout JSONScanner
    ) throws(JSONFault) {
        let start = scanner.place
        try scanner.skipWord(word)
        append(kind, start, scanner.place)
    }

    private mutating func string(_ kind: JSONNode.Kind, _ scanner: inout JSONScanner) throws(JSONFault) {
        let start = scanner.place + 1
        let hasEscapes = try scanner.skipString()
        append(kind, start, scanner.place - 1)
        nodes[nodes.count - 1].hasEscapes = hasEscapes
    }

    private mutating func append(_ kind: JSONNode.Kind, _ start: Int, _ end: Int) {
        nodes.append(
            JSONNode(
                kind: kind, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
                next: UInt32(truncatingIfNeeded: nodes.count + 1), parent: open))
    }

    /// Ends the value that is open.
    private mutating func close(_ scanner: inout JSONScanner) -> State {
        scanner.skipOne()
        let index = Int(open)
        nodes[index].end = UInt32(truncatingIfNeeded: scanner.place)
        nodes[index].next = UInt32(truncatingIfNeeded: nodes.count)
        open = nodes[index].parent
        depth -= 1
        return .behind
    }
}
