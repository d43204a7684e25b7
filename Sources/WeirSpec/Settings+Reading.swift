internal import WeirModel

extension Settings {
    /// Reads the group from a mapping; what is not written keeps its default.
    ///
    /// A group is returned even when there are problems, so that the rest of the file is checked too.
    public static func read(_ node: SpecNode, _ reader: inout SpecReader) -> Self? { readGroup(node, &reader) }

    /// Reads the group from a mapping, for a group that has another notation too.
    public static func readGroup(_ node: SpecNode, _ reader: inout SpecReader) -> Self? {
        var value = Self()
        guard !node.isUnusable else { return value }
        let settings = Self.settings
        guard let entries = reader.entries(node, expected: groupShape.phrase) else { return nil }
        reader.refuseUnknown(entries, known: settings.map(\.name))

        var damaged: Set<String> = []
        for setting in settings {
            let problemsBefore = reader.problems.count
            let written = entries.first { $0.key == setting.name }
            reader.within(setting.name) { reader in
                if let written {
                    setting.read(written.value, &reader, &value)
                } else {
                    setting.readAbsent(SpecNode(.null, position: node.position, folder: node.folder), &reader)
                }
            }
            if reader.problems.count > problemsBefore || written?.value.isUnusable == true {
                damaged.insert(setting.name)
            }
        }

        // A default that stands in for a value that could not be read is nobody's mistake.
        let problems = value.problems().filter {
            damaged.isDisjoint(with: $0.causes.union([$0.settingName]))
        }
        guard !problems.isEmpty else { return value }
        let secrets = node.secrets
        for problem in problems {
            let message = SpecSecret.redact(problem.message, hiding: secrets)
            let path = problem.setting.split(separator: ".").map(String.init)
            let position = problem.position ?? node.position(of: path[...])
            if problem.setting.isEmpty {
                reader.report(message, at: position)
            } else {
                reader.within(problem.setting) { $0.report(message, at: position) }
            }
        }
        return value
    }

    /// A group of settings.
    public static var shape: SettingShape { groupShape }

    /// A group of settings, for one that has another notation too.
    public static var groupShape: SettingShape {
        let defaults = Self()
        return .group(
            SettingGroup(
                summary: summary, settings: settings.map { $0.describe(defaults) }, alternatives: alternatives))
    }

    /// A group has no default of its own: its settings have.
    public var rendered: String { "" }
}

extension SettingProblem {
    /// The first part of the name: the setting of this group.
    fileprivate var settingName: String {
        setting.split(separator: ".", maxSplits: 1).first.map(String.init) ?? setting
    }
}

extension SpecNode {
    /// Where a setting is written, or the innermost group of it that is: a problem of two sections is shown where one
    /// of them has the value.
    fileprivate func position(of path: ArraySlice<String>) -> WeirError.Position {
        guard let name = path.first else { return position }
        switch content {
        case .mapping(let entries):
            guard let entry = entries.first(where: { $0.key == name }) else { return position }
            return path.count == 1 ? entry.keyPosition : entry.value.position(of: path.dropFirst())
        case .sequence(let items):
            guard let index = Int(name), items.indices.contains(index) else { return position }
            return items[index].position(of: path.dropFirst())
        case .null, .scalar:
            return position
        }
    }

    /// All secrets in the value and below.
    var secrets: [SpecSecret] {
        switch content {
        case .null: []
        case .scalar(let scalar): scalar.secrets
        case .sequence(let items): items.flatMap(\.secrets)
        case .mapping(let entries): entries.flatMap(\.value.secrets)
        }
    }
}
