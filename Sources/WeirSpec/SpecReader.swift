public import WeirModel

/// Reads settings from a tree and collects all problems; it never stops at the first.
public struct SpecReader {
    /// What was found wrong so far.
    public private(set) var problems: [SpecProblem] = []
    /// The names of the settings from the root to the value that is read now.
    public private(set) var path: [String] = []

    /// Makes a reader without problems.
    public init() {}

    /// Reads a group and returns it with all problems; where a value cannot be read the default stands in.
    public static func read<Group: Settings>(
        _ type: Group.Type, from node: SpecNode
    ) -> (value: Group, problems: [SpecProblem]) {
        var reader = SpecReader()
        let value = Group.read(node, &reader) ?? Group()
        return (value, SpecProblems(reader.problems).problems)
    }

    /// Reports that something about a value is wrong.
    ///
    /// - Parameters:
    ///   - message: what is wrong; the name of the setting is put before it. Show values by `SpecNode.foundText`,
    ///     which hides secrets.
    ///   - node: the value.
    public mutating func report(_ message: String, at node: SpecNode) {
        report(message, at: node.position)
    }

    /// Reports that something is wrong at a position.
    public mutating func report(_ message: String, at position: WeirError.Position) {
        let place = path.isEmpty ? "" : pathText + ": "
        add(SpecProblem(place + message, at: position))
    }

    /// Reports that a value is not what it should be: "expected a whole number, found "abc"".
    public mutating func reportMismatch(expected: String, found node: SpecNode) {
        report("expected \(expected), found \(node.foundText)", at: node)
    }

    /// Adds a problem with its message as it is.
    public mutating func add(_ problem: SpecProblem) { problems.append(problem) }

    /// Reads a part of a value under its name.
    ///
    /// - Parameters:
    ///   - name: the key, or the index of an item.
    ///   - body: reads the part.
    /// - Returns: what `body` returns.
    public mutating func within<Result>(_ name: String, _ body: (inout SpecReader) -> Result) -> Result {
        path.append(name)
        defer { path.removeLast() }
        return body(&self)
    }

    /// Reads a text: any single value counts as one, whatever it looks like.
    public mutating func text(_ node: SpecNode) -> String? {
        guard let scalar = node.scalar else {
            reportMismatch(expected: "a text", found: node)
            return nil
        }
        return scalar.text
    }

    /// Reads the entries of a mapping; nothing counts as an empty one.
    public mutating func entries(_ node: SpecNode, expected: String = "a mapping") -> [SpecEntry]? {
        if node.isNull { return [] }
        guard let entries = node.entries else {
            reportMismatch(expected: expected, found: node)
            return nil
        }
        return entries
    }

    /// Reports each entry whose key is not known, with the known key that was probably meant.
    public mutating func refuseUnknown(_ entries: [SpecEntry], known: [String], what: String = "setting") {
        for entry in entries where !known.contains(entry.key) {
            let place = path.isEmpty ? "" : " in \(pathText)"
            let hint = NearMiss.hint(for: entry.key, among: known)
            add(SpecProblem("unknown \(what) \(quoted(entry.key))\(place)\(hint)", at: entry.keyPosition))
        }
    }

    /// The path as a person writes it: `emit.0.ndjson.path`.
    private var pathText: String { path.joined(separator: ".") }
}
