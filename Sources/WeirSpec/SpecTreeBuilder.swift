internal import WeirModel
internal import Yams

/// Makes our tree of the YAML library's: aliases are resolved under a budget, and what we do not support is refused.
struct SpecTreeBuilder {
    private let star: Unicode.Scalar
    private let twin: Unicode.Scalar
    private let name: String
    private let folder: String
    private let shifts: [(line: Int, column: Int)]
    /// The text as the user wrote it.
    private let origin: SpecText
    private var anchors: [String: (node: SpecNode, size: Int, depth: Int)] = [:]
    /// The values so far, each alias counted as what it stands for.
    private var size = 0

    init(
        star: Unicode.Scalar,
        twin: Unicode.Scalar,
        name: String,
        folder: String,
        shifts: [(line: Int, column: Int)],
        origin: SpecText
    ) {
        self.star = star
        self.twin = twin
        self.name = name
        self.folder = folder
        self.shifts = shifts
        self.origin = origin
    }

    mutating func build(_ root: Node) throws -> SpecNode {
        let node = try build(root, depth: 1).node
        if node.isNull { throw failure("the file is empty", at: node.position) }
        return node
    }

    /// The position of a mark in the text as the user wrote it, without the characters that were put in before it.
    static func position(of mark: Mark, shifts: [(line: Int, column: Int)], in name: String) -> WeirError.Position {
        let shift = shifts.count { $0.line == mark.line && $0.column < mark.column }
        return WeirError.Position(file: name, line: mark.line, column: mark.column - shift)
    }

    /// Builds a value and says how deep it is.
    private mutating func build(_ node: Node, depth: Int) throws -> (node: SpecNode, depth: Int) {
        let position = position(of: node)
        let sizeBefore = size
        try count(1, at: position)
        guard depth <= SpecLimits.depth else {
            throw failure("values are nested deeper than \(SpecLimits.depth) levels", at: position)
        }
        let built: (content: SpecNode.Content, depth: Int)
        switch node {
        case .scalar(let scalar):
            if scalar.style == .plain, scalar.string.unicodeScalars.first == star {
                return try resolve(scalar, at: position, depth: depth)
            }
            built = (try content(of: scalar, at: position), 1)
        case .sequence(let sequence):
            try checkTag(sequence.tag, allowed: "tag:yaml.org,2002:seq", at: position)
            built = try content(of: sequence, depth: depth)
        case .mapping(let mapping):
            try checkTag(mapping.tag, allowed: "tag:yaml.org,2002:map", at: position)
            built = try content(of: mapping, depth: depth)
        case .alias:
            throw failure("an alias cannot stand here", at: position)
        }
        var result = SpecNode(built.content, position: position, folder: folder)
        result.origin = origin
        if let anchor = node.anchor { anchors[anchor.rawValue] = (result, size - sizeBefore, built.depth) }
        return (result, built.depth)
    }

    private mutating func resolve(
        _ scalar: Node.Scalar, at position: WeirError.Position, depth: Int
    ) throws -> (node: SpecNode, depth: Int) {
        let alias = String(restored(scalar.string).dropFirst())
        let isName = alias.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || "0"..."9" ~= $0 || "_-".unicodeScalars.contains($0))
        }
        guard isName, !alias.isEmpty else {
            throw failure("a text that starts with * must be written in quotes", at: position)
        }
        guard let anchor = anchors[alias] else {
            throw failure(
                "there is no anchor \"&\(alias)\" before this alias; a text that starts with * must be written in quotes",
                at: position
            )
        }
        try count(anchor.size, at: position)
        guard depth + anchor.depth - 1 <= SpecLimits.depth else {
            throw failure("values are nested deeper than \(SpecLimits.depth) levels", at: position)
        }
        return (anchor.node, anchor.depth)
    }

    private func content(of scalar: Node.Scalar, at position: WeirError.Position) throws -> SpecNode.Content {
        let text = restored(scalar.string)
        let isExplicitText = scalar.tag.description == "tag:yaml.org,2002:str"
        if scalar.style == .plain {
            if !isExplicitText { try checkTag(scalar.tag, allowed: nil, at: position) }
            if !isExplicitText, SpecTreeBuilder.nullTexts.contains(text) { return .null }
        } else {
            try checkTag(scalar.tag, allowed: "tag:yaml.org,2002:str", at: position)
        }
        return .scalar(SpecScalar(text, isQuoted: scalar.style != .plain || isExplicitText))
    }

    /// The plain texts that mean nothing.
    static let nullTexts: Set<String> = ["", "~", "null", "Null", "NULL"]

    private mutating func content(
        of sequence: Node.Sequence, depth: Int
    ) throws -> (content: SpecNode.Content, depth: Int) {
        var items: [SpecNode] = []
        var deepest = 0
        for item in sequence {
            let built = try build(item, depth: depth + 1)
            items.append(built.node)
            deepest = max(deepest, built.depth)
        }
        return (.sequence(items), deepest + 1)
    }

    private mutating func content(
        of mapping: Node.Mapping, depth: Int
    ) throws -> (content: SpecNode.Content, depth: Int) {
        var entries: [SpecEntry] = []
        var places: [String: WeirError.Position] = [:]
        var deepest = 0
        for (keyNode, valueNode) in mapping {
            let position = position(of: keyNode)
            let key = try key(of: keyNode, at: position)
            if let first = places.updateValue(position, forKey: key) {
                throw failure("\(quoted(key)) is there twice, first at \(first)", at: position)
            }
            let built = try build(valueNode, depth: depth + 1)
            entries.append(SpecEntry(key: key, keyPosition: position, value: built.node))
            deepest = max(deepest, built.depth)
        }
        return (.mapping(entries), deepest + 1)
    }

    private func key(of node: Node, at position: WeirError.Position) throws -> String {
        guard case .scalar(let scalar) = node else { throw failure("a key must be a text", at: position) }
        let isPlain = scalar.style == .plain
        let text = scalar.string.unicodeScalars.drop { $0 == twin }
        if isPlain, text.first == star { throw failure("a key cannot be an alias", at: position) }
        let key = restored(String(text))
        if isPlain, key == "<<" {
            throw failure("merge keys (<<) are not supported; write the settings out", at: position)
        }
        if key.isEmpty { throw failure("a key must not be empty", at: position) }
        return key
    }

    private func checkTag(_ tag: Tag, allowed: String?, at position: WeirError.Position) throws {
        let name = tag.description
        guard !name.isEmpty, name != "!", name != allowed else { return }
        throw failure("YAML tags (\(quoted(restored(name)))) are not supported", at: position)
    }

    private mutating func count(_ nodes: Int, at position: WeirError.Position) throws {
        size += nodes
        guard size <= SpecLimits.nodes else {
            throw failure(
                "there are more than \(SpecLimits.nodes) values, aliases counted as what they stand for", at: position)
        }
    }

    private func restored(_ text: String) -> String {
        text.unicodeScalars.contains(star) ? text.replacing(String(star), with: "*") : text
    }

    private func position(of node: Node) -> WeirError.Position {
        node.mark.map { Self.position(of: $0, shifts: shifts, in: name) } ?? WeirError.Position(file: name)
    }

    private func failure(_ message: String, at position: WeirError.Position) -> WeirError {
        WeirError(.specSyntax, message, position: position)
    }
}
