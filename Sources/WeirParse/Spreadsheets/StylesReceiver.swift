import WeirModel

/// Collects from a `styles` part how the cells of each style show numbers.
struct StylesReceiver: XMLReceiver {
    enum Context: UInt8, XMLContext {
        case document, styles, formats, cells, other

        var takesText: Bool { false }
    }

    /// The most styles of cells, as spreadsheets have it.
    static let mostStyles = 65_490

    /// The format of each style.
    private(set) var formats: [NumberFormat] = []
    private var ids: [Int] = []
    private var codes: [Int: NumberFormat] = [:]

    mutating func start(_ tag: XMLTag, in parent: Context) throws(WeirError) -> Context {
        switch parent {
        case .document: return tag.isNamed("styleSheet") ? .styles : .other
        case .styles where tag.isNamed("numFmts"): return .formats
        case .styles where tag.isNamed("cellXfs"): return .cells
        case .formats where tag.isNamed("numFmt"):
            if let id = tag.attribute("numFmtId")?.wholeNumber, let code = tag.text("formatCode"),
                codes.count < Self.mostStyles
            {
                codes[id] = NumberFormat(code: code)
            }
            return .other
        case .cells where tag.isNamed("xf"):
            if ids.count < Self.mostStyles { ids.append(tag.attribute("numFmtId")?.wholeNumber ?? 0) }
            return .other
        default: return .other
        }
    }

    mutating func text(_ piece: UnsafeBufferPointer<UInt8>, in context: Context) {}

    mutating func end(_ context: Context) {
        // The codes may stand behind the styles.
        if context == .styles { formats = ids.map { codes[$0] ?? NumberFormat(builtIn: $0) } }
    }
}
