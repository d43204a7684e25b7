/// The reference of a group of settings and all groups below it, as Markdown.
///
/// It is made of the same list that reads the pipeline file, so it cannot say anything else.
public struct ReferencePage {
    /// The page.
    public let markdown: String

    /// Makes a page.
    ///
    /// - Parameters:
    ///   - title: the heading of the page.
    ///   - type: the group.
    public init<Group: Settings>(title: String, _ type: Group.Type) {
        var sections = ["# \(title)"]
        if let group = Group.shape.group { Self.append(group, name: "", to: &sections) }
        markdown = sections.joined(separator: "\n\n") + "\n"
    }

    private static func append(_ group: SettingGroup, name: String, to sections: inout [String]) {
        if !name.isEmpty { sections.append("## `\(name)`") }
        if !group.summary.isEmpty { sections.append(group.summary) }
        var lines = ["| Setting | Type | Default | Meaning |", "| --- | --- | --- | --- |"]
        for setting in group.settings {
            let defaultText = setting.defaultText.isEmpty ? "" : code(setting.defaultText)
            lines.append(
                "| `\(setting.name)` | \(cell(type(setting.shape))) | \(defaultText) | \(cell(setting.summary)) |"
            )
        }
        sections.append(lines.joined(separator: "\n"))
        for setting in group.settings {
            guard let below = setting.shape.group else { continue }
            var path = name.isEmpty ? setting.name : "\(name).\(setting.name)"
            if case .map = setting.shape { path += ".NAME" }
            append(below, name: path, to: &sections)
        }
    }

    private static func type(_ shape: SettingShape) -> String {
        switch shape {
        case .choice(let names): names.map { "`\($0)`" }.joined(separator: ", ")
        case .list(let element), .sequence(let element, _): "list of: \(type(element))"
        case .map(let value): "names, each with \(type(value))"
        case .optional(let shape): "\(type(shape)); optional"
        case .either(let shapes): shapes.map(type).joined(separator: " or ")
        case .group: "group"
        case .text, .wholeNumber, .number, .boolean, .form, .anything: shape.phrase
        }
    }

    private static func code(_ text: String) -> String {
        // A back quote inside code needs longer quotes around it.
        text.contains("`") ? "`` \(cell(text)) ``" : "`\(cell(text))`"
    }

    private static func cell(_ text: String) -> String {
        text.replacing("|", with: "\\|").replacing("\n", with: " ")
    }
}
