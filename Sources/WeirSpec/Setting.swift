/// One setting of a group: its name, its place in the group and what it means.
public struct Setting<Group>: Sendable {
    /// The key in the pipeline file.
    public let name: String
    /// What it means, in a sentence or two.
    public let summary: String

    /// Reads a value into a group.
    let read: @Sendable (SpecNode, inout SpecReader, inout Group) -> Void
    /// Checks the default of a setting that is not written, when that is a group.
    let readAbsent: @Sendable (SpecNode, inout SpecReader) -> Void
    /// Describes the setting with its value in a group as the default.
    let describe: @Sendable (Group) -> SettingDescription

    /// Declares a setting.
    ///
    /// - Parameters:
    ///   - name: the key in the pipeline file.
    ///   - path: where the value goes; its value in `Group()` is the default.
    ///   - summary: what it means.
    ///   - isRequired: whether it must be written. This is for editors; the group reports what is missing itself, in
    ///     `problems()`, for what a value may not be is often more than absent.
    public init<Value: SettingValue>(
        _ name: String,
        _ path: any WritableKeyPath<Group, Value> & Sendable,
        _ summary: String,
        isRequired: Bool = false
    ) {
        self.name = name
        self.summary = summary
        read = { node, reader, group in
            guard !node.isUnusable else { return }
            if let value = Value.read(node, &reader) { group[keyPath: path] = value }
        }
        readAbsent = { node, reader in
            guard Value.self is any Settings.Type else { return }
            _ = Value.read(node, &reader)
        }
        describe = { group in
            SettingDescription(
                name: name,
                summary: summary,
                shape: Value.shape,
                defaultText: isRequired ? "" : group[keyPath: path].rendered,
                isRequired: isRequired
            )
        }
    }
}
