internal import WeirModel

/// A setting that is given on the command line: `limits.workers=4` of `--set limits.workers=4`.
public struct SpecOverride: Sendable, Hashable {
    /// The text as given.
    public let text: String

    /// Makes an override; what is wrong with it is reported when it is applied.
    public init(_ text: String) { self.text = text }

    /// Puts the value into a tree.
    func apply(to root: inout SpecNode, with loader: inout SpecLoader) {
        let key = text.prefix { $0 != "=" }
        let position = WeirError.Position(file: "--set \(key)")
        func refuse(_ message: String) { loader.report(SpecProblem(message, at: position)) }

        let path = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard key.count < text.count else { return refuse("expected key=value, as in limits.workers=4") }
        guard path.allSatisfy({ !$0.isEmpty }) else { return refuse("the key has an empty part") }
        guard path.count < SpecLimits.depth else { return refuse("the key has too many parts") }
        do {
            let value = try Self.value(String(text.dropFirst(key.count + 1)), at: position)
            set(value, at: path[...], in: &root, with: &loader, position: position)
        } catch {
            refuse(error.message)
        }
    }

    /// Reads a value: brackets, braces and quotes as in YAML, anything else as the text that it is.
    private static func value(_ text: String, at position: WeirError.Position) throws(WeirError) -> SpecNode {
        if let first = text.first, "[{\"'".contains(first) {
            return try SpecComposer.compose(text, name: position.file, folder: "").placed(at: position)
        }
        let isNull = SpecTreeBuilder.nullTexts.contains(text)
        return SpecNode(isNull ? .null : .scalar(SpecScalar(text)), position: position)
    }

    private func set(
        _ value: SpecNode,
        at path: ArraySlice<String>,
        in node: inout SpecNode,
        with loader: inout SpecLoader,
        position: WeirError.Position
    ) {
        guard let name = path.first else {
            node = value
            return
        }
        node = loader.dereferenced(node)
        guard !node.isUnusable else { return }
        switch node.content {
        case .null:
            node.content = .mapping([])
            set(value, at: path, in: &node, with: &loader, position: position)
        case .mapping(var entries):
            let index = entries.firstIndex { $0.key == name } ?? entries.endIndex
            if index == entries.endIndex {
                let empty = SpecNode(.null, position: position)
                entries.append(SpecEntry(key: name, keyPosition: position, value: empty))
            }
            if path.count == 1 { entries[index].keyPosition = position }
            set(value, at: path.dropFirst(), in: &entries[index].value, with: &loader, position: position)
            node.content = .mapping(entries)
        case .sequence(var items):
            guard let index = Int(name), items.indices.contains(index) else {
                let range = items.isEmpty ? "the list is empty" : "the list has the items 0 to \(items.count - 1)"
                loader.report(SpecProblem("there is no item \(quoted(name)); \(range)", at: position))
                return
            }
            set(value, at: path.dropFirst(), in: &items[index], with: &loader, position: position)
            node.content = .sequence(items)
        case .scalar:
            let message = "\(quoted(name)) cannot be set: at \(node.position) there is a single value, no mapping"
            loader.report(SpecProblem(message, at: position))
        }
    }
}

extension SpecNode {
    /// The value with one position for all of it.
    fileprivate func placed(at position: WeirError.Position) -> SpecNode {
        var node = self
        node.position = position
        node.origin = nil
        switch content {
        case .null, .scalar:
            break
        case .sequence(let items):
            node.content = .sequence(items.map { $0.placed(at: position) })
        case .mapping(let entries):
            node.content = .mapping(
                entries.map { SpecEntry(key: $0.key, keyPosition: position, value: $0.value.placed(at: position)) }
            )
        }
        return node
    }
}
