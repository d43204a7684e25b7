import WeirModel

/// What is checked of values that are more than one number or text: lengths, allowed values, and a JSON Schema.
enum CompoundChecks: Sendable {
    /// Of objects, arrays and GeoJSON.
    case json(lengths: CountLimits?, allowed: [JSONDocument]?, rules: JSONRules?)
    /// Of lists.
    case list(ListConverter, lengths: CountLimits?, allowed: [[ListConverter.Value]]?)
    /// Of points.
    case points(GeoPointConverter, allowed: [GeoPoint])

    /// Calls `body` for each constraint that a value of the tile fails.
    func forEachFailure(in tile: ColumnTile, _ body: (Int, ConstraintKind) -> Void) {
        var tape = JSONTape()
        for index in 0..<tile.count where tile.validity[index] != 0 {
            check(tile.text(at: index), &tape) { body(index, $0) }
        }
    }

    /// How many things of a value there may be.
    struct CountLimits: Sendable {
        let least: Int?
        let most: Int?

        fileprivate func check(_ count: Int, _ body: (ConstraintKind) -> Void) {
            if let least, count < least { body(.minLength) }
            if let most, count > most { body(.maxLength) }
        }
    }

    private func check(
        _ text: UnsafeBufferPointer<UInt8>, _ tape: inout JSONTape, _ body: (ConstraintKind) -> Void
    ) {
        switch self {
        case .json(let lengths, let allowed, let rules):
            // A value that cannot be read is a violation already.
            guard tape.read(text) == nil else { return }
            tape.withView(of: text) { view in
                lengths?.check(view.count(0), body)
                if let rules, rules.failure(of: 0, in: view) != nil { body(.jsonSchema) }
                let isAllowed = allowed?.contains { $0.withView { view.isEqual(0, to: $0, 0) } } ?? true
                if !isAllowed { body(.enum) }
            }
        case .list(let converter, let lengths, let allowed):
            if let lengths { lengths.check(converter.count(text), body) }
            if let allowed, !allowed.contains(where: { converter.isEqual(text, to: $0) }) { body(.enum) }
        case .points(let converter, let allowed):
            guard let point = converter.read(text, &tape) else { return }
            if !allowed.contains(point) { body(.enum) }
        }
    }
}
