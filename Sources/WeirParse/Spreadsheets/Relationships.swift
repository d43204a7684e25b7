import WeirModel
import WeirZip

/// Where the parts of a package lead to: its relationships, by their ends and not by their full names, since the strict
/// form of the format has others.
struct Relationships {
    /// One relationship.
    struct Link {
        var id: String
        /// The last part of its type, such as `worksheet`.
        var type: String
        /// The part that it leads to.
        var target: String
    }

    /// The links to other parts; those that lead out of the package are left out.
    private(set) var links: [Link] = []

    /// Reads the relationships of a part; none if the package has no such list.
    ///
    /// - Parameter part: the part that they start from; empty for the package itself.
    init(of part: String, in package: Package) throws(WeirError) {
        let slash = part.lastIndex(of: "/")
        let folder = slash.map { String(part[...$0]) } ?? ""
        let file = slash.map { String(part[part.index(after: $0)...]) } ?? part
        guard let entry = try package.archive.entry(named: "\(folder)_rels/\(file).rels") else { return }
        let receiver = try package.read(entry, into: RelationshipsReceiver())
        links = receiver.links.map { link in
            Link(id: link.id, type: link.type, target: Self.resolve(link.target, from: folder))
        }
    }

    /// The part of the first link of a type.
    func target(ofType type: String) -> String? { links.first { $0.type == type }?.target }

    /// A path that starts at the folder of the part that names it, or at the top of the package.
    private static func resolve(_ target: String, from folder: String) -> String {
        let target = target.replacing("\\", with: "/")
        var steps: [Substring] = []
        for step in (target.hasPrefix("/") ? target : folder + target).split(separator: "/") where step != "." {
            if step == ".." { _ = steps.popLast() } else { steps.append(step) }
        }
        return steps.joined(separator: "/")
    }
}

/// Collects the relationships of a `.rels` part.
private struct RelationshipsReceiver: XMLReceiver {
    enum Context: UInt8, XMLContext {
        case document, list, other

        var takesText: Bool { false }
    }

    private(set) var links: [Relationships.Link] = []

    mutating func start(_ tag: XMLTag, in parent: Context) throws(WeirError) -> Context {
        if parent == .document { return .list }
        guard parent == .list, tag.isNamed("Relationship"), links.count < 100_000,
            tag.text("TargetMode")?.lowercased() != "external",
            let id = tag.text("Id"), let type = tag.text("Type"), let target = tag.text("Target")
        else { return .other }
        let last = type.split(separator: "/").last.map(String.init) ?? type
        links.append(Relationships.Link(id: id, type: last, target: target))
        return .other
    }

    mutating func text(_ piece: UnsafeBufferPointer<UInt8>, in context: Context) {}

    mutating func end(_ context: Context) {}
}
