import WeirModel

/// Takes the texts that are JSON of a certain shape.
struct JSONConverter: Sendable {
    /// The shape.
    enum Kind: Sendable {
        case object, array, geoJSON, topoJSON
    }

    let kind: Kind

    /// Clears the validity of the texts of a tile that do not have the shape.
    ///
    /// - Returns: whether there was one.
    func convert(_ tile: ColumnTile) -> Bool {
        var tape = JSONTape()
        var trouble = false
        for index in 0..<tile.count where tile.validity[index] != 0 && !accepts(tile.text(at: index), &tape) {
            tile.validity[index] = 0
            trouble = true
        }
        return trouble
    }

    /// Whether a text has the shape.
    func accepts(_ text: UnsafeBufferPointer<UInt8>, _ tape: inout JSONTape) -> Bool {
        guard tape.read(text) == nil else { return false }
        return tape.withView(of: text) { view in
            switch kind {
            case .object: view.kind(0) == .object
            case .array: view.kind(0) == .array
            case .geoJSON: GeoJSONCheck(view: view).accepts(0)
            case .topoJSON: TopoJSONCheck(view: view).accepts(0)
            }
        }
    }
}

extension JSONTape {
    /// Lends the text that was read last.
    func withView<Result>(of text: UnsafeBufferPointer<UInt8>, _ body: (JSONView) -> Result) -> Result {
        nodes.withUnsafeBufferPointer { body(JSONView(text: text, nodes: $0)) }
    }
}
