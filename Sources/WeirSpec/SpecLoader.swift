internal import WeirModel

/// Makes the tree that settings are read from: puts in the files that `$ref` names and the values of the environment.
struct SpecLoader {
    private let environment: SpecEnvironment
    private(set) var problems: [SpecProblem] = []
    private var nodes = 0
    private var references = 0

    /// The key that stands for the content of another file.
    static var referenceKey: String { "$ref" }

    init(environment: SpecEnvironment) { self.environment = environment }

    mutating func report(_ problem: SpecProblem) { problems.append(problem) }

    /// Resolves references and variables in a value and below.
    ///
    /// - Parameters:
    ///   - depth: how deep the value is, from 1.
    ///   - openFiles: the files that are being resolved, from the pipeline file on.
    ///   - isJSONSchema: whether the value is of a JSON Schema, which refers to its own parts by the same key.
    mutating func resolve(
        _ node: SpecNode, depth: Int = 1, openFiles: [String], isJSONSchema: Bool = false
    ) -> SpecNode {
        nodes += 1
        guard nodes <= SpecLimits.nodes, depth <= SpecLimits.depth else {
            if nodes == SpecLimits.nodes + 1 || depth == SpecLimits.depth + 1 {
                let message = "files that are named by $ref make the pipeline too large or too deep"
                problems.append(SpecProblem(message, at: node.position))
            }
            return unusable(node)
        }
        var resolved = node
        switch node.content {
        case .null:
            break
        case .scalar(let scalar):
            let problemsBefore = problems.count
            resolved.content = .scalar(expand(scalar, at: node))
            resolved.isUnusable = problems.count > problemsBefore
        case .sequence(let items):
            resolved.content = .sequence(
                items.map { resolve($0, depth: depth + 1, openFiles: openFiles, isJSONSchema: isJSONSchema) })
        case .mapping(let entries):
            if let entry = entries.first(where: { $0.key == Self.referenceKey }),
                !isJSONSchema || entry.value.scalar?.text.hasPrefix("#") != true
            {
                guard let target = load(node, openFiles: openFiles) else { return unusable(node) }
                return resolve(
                    target.node, depth: depth + 1, openFiles: openFiles + [target.file], isJSONSchema: isJSONSchema)
            }
            resolved.content = .mapping(
                entries.map { entry in
                    var entry = entry
                    entry.value = resolve(
                        entry.value, depth: depth + 1, openFiles: openFiles,
                        isJSONSchema: isJSONSchema || entry.key == "jsonSchema")
                    return entry
                }
            )
        }
        return resolved
    }

    /// The content of the file that a mapping names, or the value itself when it names none; nothing is expanded yet.
    mutating func dereferenced(_ node: SpecNode) -> SpecNode {
        guard node[Self.referenceKey] != nil else { return node }
        if let target = load(node, openFiles: []) { return target.node }
        var empty = unusable(node)
        empty.content = .null
        return empty
    }

    private func unusable(_ node: SpecNode) -> SpecNode {
        var unusable = node
        unusable.isUnusable = true
        return unusable
    }

    private mutating func load(_ node: SpecNode, openFiles: [String]) -> (node: SpecNode, file: String)? {
        guard let entries = node.entries, let reference = entries.first(where: { $0.key == Self.referenceKey }) else {
            return nil
        }
        for entry in entries where entry.key != Self.referenceKey {
            let message = "\(quoted(entry.key)) cannot stand beside $ref; write it in the file that $ref names"
            problems.append(SpecProblem(message, at: entry.keyPosition))
        }
        guard let scalar = reference.value.scalar.map({ expand($0, at: reference.value) }), !scalar.text.isEmpty,
            !scalar.text.utf8.contains(0)
        else {
            let message = "expected the path of a file, found \(reference.value.foundText)"
            return refuse(message, at: reference.value)
        }
        if scalar.text.contains("://") || scalar.text.contains("#") {
            return refuse(
                "$ref must name a file, without address or fragment, found \(scalar.shown)", at: reference.value)
        }
        references += 1
        guard references <= SpecLimits.references else {
            return references == SpecLimits.references + 1
                ? refuse("more than \(SpecLimits.references) files are named by $ref", at: reference.value) : nil
        }

        let path = resolvePath(scalar.text, in: reference.value.folder)
        let identity = SpecFile.identity(of: path)
        if openFiles.contains(identity) {
            return refuse("\(scalar.shown) names itself, directly or by other files", at: reference.value)
        }
        do {
            return (try SpecComposer.compose(SpecFile.read(path), file: path), identity)
        } catch  where error.code == .specSyntax {
            problems.append(
                SpecProblem(error.message, at: error.position ?? reference.value.position, code: error.code))
        } catch {
            _ = refuse("\(scalar.shown): \(error.message)", at: reference.value)
        }
        return nil
    }

    private mutating func refuse(_ message: String, at node: SpecNode) -> (node: SpecNode, file: String)? {
        problems.append(SpecProblem(message, at: node.position, code: .specRefNotFound))
        return nil
    }

    private mutating func expand(_ scalar: SpecScalar, at node: SpecNode) -> SpecScalar {
        let (expanded, messages) = environment.expand(scalar)
        problems += messages.map { SpecProblem($0, at: node.position) }
        return expanded
    }
}
