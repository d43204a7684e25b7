public import WeirModel

/// A pipeline file as a tree: overrides applied, `$ref` loaded and `${NAME}` replaced.
public struct PipelineDocument: Sendable {
    /// The name of the file, as the user gave it.
    public let path: String
    /// The tree.
    public let root: SpecNode
    /// What was wrong on the way: references, variables, overrides.
    public let problems: [SpecProblem]

    /// Loads a file.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - overrides: settings from the command line, the last one wins.
    ///   - environment: where `${NAME}` takes its value from.
    /// - Throws: `spec.notFound`, `spec.unreadable`, `spec.tooLarge`, `spec.syntax`.
    public static func load(
        path: String,
        overrides: [SpecOverride] = [],
        environment: SpecEnvironment = .process
    ) throws(WeirError) -> PipelineDocument {
        let root = try SpecComposer.compose(SpecFile.read(path), file: path)
        return PipelineDocument(root, path: path, overrides: overrides, environment: environment)
    }

    /// Takes a text in place of a file.
    ///
    /// - Parameters:
    ///   - text: the pipeline.
    ///   - name: what positions call it; relative paths start from its folder.
    ///   - overrides: settings from the command line, the last one wins.
    ///   - environment: where `${NAME}` takes its value from.
    /// - Throws: `spec.syntax`.
    public static func parse(
        _ text: String,
        name: String,
        overrides: [SpecOverride] = [],
        environment: SpecEnvironment = .process
    ) throws(WeirError) -> PipelineDocument {
        let root = try SpecComposer.compose(text, name: name, folder: SpecFile.folder(of: name))
        return PipelineDocument(root, path: name, overrides: overrides, environment: environment)
    }

    private init(_ tree: SpecNode, path: String, overrides: [SpecOverride], environment: SpecEnvironment) {
        var loader = SpecLoader(environment: environment)
        var root = tree
        for override in overrides { override.apply(to: &root, with: &loader) }
        self.path = path
        self.root = loader.resolve(root, openFiles: [SpecFile.identity(of: path)])
        problems = loader.problems
    }

    /// Reads the whole tree as one group of settings.
    ///
    /// - Throws: all problems at once, those of loading included.
    public func read<Group: Settings>(_ type: Group.Type = Group.self) throws(SpecProblems) -> Group {
        let (value, problems) = SpecReader.read(Group.self, from: root)
        let all = self.problems + problems
        guard all.isEmpty else { throw SpecProblems(all) }
        return value
    }

    /// Replaces values that came from the environment by their `${NAME}`, for texts that may hold them.
    public func redacting(_ text: String) -> String {
        SpecSecret.redact(text, hiding: root.secrets)
    }
}
