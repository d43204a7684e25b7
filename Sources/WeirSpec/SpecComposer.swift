internal import WeirModel
internal import Yams

/// Parses YAML (and so JSON) into a tree with positions.
///
/// The YAML library replaces aliases itself and compares keys by what they stand for, which a small hostile file can
/// make endless, and of a key that is there twice it tells one position only. So it is shown a text without any
/// alias: each `*` becomes a character for private use, and `SpecTreeBuilder` resolves aliases under a budget. Keys
/// that are there twice are told apart by another such character, until the whole tree is there to be searched.
struct SpecComposer {
    /// The name that positions bear.
    private let name: String
    /// The folder that relative paths start from.
    private let folder: String
    /// The text as the user wrote it.
    private let origin: SpecText
    private var text: SpecText
    private let star: Unicode.Scalar
    private let twin: Unicode.Scalar
    private var insertions: [(line: Int, column: Int)] = []

    /// How many keys that are there twice are told apart before the next one is reported with one position.
    ///
    /// Each takes another parse, and a file may be made of nothing else.
    private static var mostTwins: Int { 4 }

    private init(_ text: SpecText, name: String, folder: String) throws(WeirError) {
        guard let (star, twin) = text.unusedScalars else {
            let message = "the file uses nearly all characters for private use"
            throw WeirError(.specSyntax, message, position: WeirError.Position(file: name))
        }
        origin = text
        self.text = text
        self.name = name
        self.folder = folder
        self.star = star
        self.twin = twin
    }

    /// Parses the bytes of a file.
    ///
    /// - Throws: `spec.syntax`.
    static func compose(_ bytes: [UInt8], file: String) throws(WeirError) -> SpecNode {
        try compose(SpecText(bytes, file: file), name: file, folder: SpecFile.folder(of: file))
    }

    /// Parses a text that is no file; paths in it start from `folder`.
    ///
    /// - Throws: `spec.syntax`.
    static func compose(_ text: String, name: String, folder: String) throws(WeirError) -> SpecNode {
        try compose(SpecText(text, name: name), name: name, folder: folder)
    }

    private static func compose(_ text: SpecText, name: String, folder: String) throws(WeirError) -> SpecNode {
        var composer = try SpecComposer(text, name: name, folder: folder)
        return try composer.compose()
    }

    private mutating func compose() throws(WeirError) -> SpecNode {
        text.replace("*", with: star)
        while true {
            do {
                // No resolver rules: what a text means is for settings to say. The parser owns the anchors.
                let parser = try Parser(yaml: text.string, resolver: .basic, encoding: .utf8)
                guard let root = try parser.singleRoot() else {
                    throw WeirError(.specSyntax, "the file is empty", position: position(1, 1))
                }
                var builder = SpecTreeBuilder(
                    star: star, twin: twin, name: name, folder: folder, shifts: insertions, origin: origin)
                return try withExtendedLifetime(parser) { try builder.build(root) }
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                guard insertions.count < Self.mostTwins, markTwin(context.mark) else {
                    let key = keys.first.map { quoted(restored($0)) } ?? "a key"
                    throw WeirError(.specSyntax, "\(key) is there twice", position: position(of: context.mark))
                }
            } catch let error as WeirError {
                throw error
            } catch let error as YamlError {
                throw failure(error)
            } catch {
                throw WeirError(.specSyntax, "the file cannot be parsed", position: position(1, 1), cause: error)
            }
        }
    }

    /// Marks the key at a position, so that it no longer equals its twin.
    private mutating func markTwin(_ mark: Mark) -> Bool {
        guard var index = text.index(line: mark.line, column: mark.column) else { return false }
        var column = mark.column
        if text.scalars[index] == "\"" || text.scalars[index] == "'" {
            index += 1
            column += 1
        }
        text.insert(twin, at: index)
        for place in insertions.indices where insertions[place].line == mark.line {
            if insertions[place].column >= column { insertions[place].column += 1 }
        }
        insertions.append((mark.line, column))
        return true
    }

    private func failure(_ error: YamlError) -> WeirError {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            // The library says the circumstance first, as in "while scanning a quoted scalar".
            let circumstance = context.map { " (\($0.text) of line \($0.mark.line))" } ?? ""
            return WeirError(.specSyntax, problem + circumstance, position: position(of: mark))
        case .composer(let context, let problem, let mark, _):
            let message =
                context == nil ? problem : "a second document starts here; a file must hold exactly one"
            return WeirError(.specSyntax, message, position: position(of: mark))
        case .memory:
            let message = "values are nested deeper than \(SpecLimits.depth) levels"
            return WeirError(.specSyntax, message, position: WeirError.Position(file: name))
        default:
            return WeirError(.specSyntax, "the file cannot be parsed: \(error)", position: position(1, 1))
        }
    }

    private func restored(_ text: String) -> String {
        text.replacing(String(star), with: "*").replacing(String(twin), with: "")
    }

    private func position(of mark: Mark) -> WeirError.Position {
        SpecTreeBuilder.position(of: mark, shifts: insertions, in: name)
    }

    private func position(_ line: Int, _ column: Int) -> WeirError.Position {
        WeirError.Position(file: name, line: line, column: column)
    }
}
