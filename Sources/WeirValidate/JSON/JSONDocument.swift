/// A JSON value of the schema, read once.
struct JSONDocument: Sendable {
    private let bytes: [UInt8]
    private let nodes: [JSONNode]

    /// Reads a text.
    init(_ text: [UInt8]) throws(JSONFault) {
        var tape = JSONTape()
        if let fault = text.withUnsafeBufferPointer({ tape.read($0) }) { throw fault }
        // Whoever reads a number may look at whole words.
        bytes = text + [UInt8](repeating: 0, count: 64)
        nodes = tape.nodes
    }

    /// Lends the value; its outermost entry is 0.
    func withView<Result>(_ body: (JSONView) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { bytes in
            nodes.withUnsafeBufferPointer { nodes in
                body(JSONView(text: UnsafeBufferPointer(rebasing: bytes[..<(bytes.count - 64)]), nodes: nodes))
            }
        }
    }
}
