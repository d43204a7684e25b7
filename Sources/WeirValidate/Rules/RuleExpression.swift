import WeirModel
public import WeirSpec

/// A condition on the fields of a row, in the language that the article about rules describes.
///
/// It is parsed where it is read, so that a mistake is shown at its character; what its fields are is looked at when the
/// schema is known.
public struct RuleExpression: SettingValue, Hashable, ExpressibleByStringLiteral {
    /// The text as written.
    public let text: String
    private let node: SpecNode?

    /// Takes a text; what is wrong with it shows when it is compiled.
    public init(_ text: String) {
        self.text = text
        node = nil
    }

    /// Takes a text.
    public init(stringLiteral text: String) { self.init(text) }

    private init(_ text: String, at node: SpecNode) {
        self.text = text
        self.node = node
    }

    /// Reads an expression.
    public static func read(_ node: SpecNode, _ reader: inout SpecReader) -> RuleExpression? {
        guard let scalar = node.scalar else {
            reader.reportMismatch(expected: shape.phrase, found: node)
            return nil
        }
        guard scalar.secrets.isEmpty else {
            reader.report("an expression cannot hold values of the environment", at: node)
            return nil
        }
        let expression = RuleExpression(scalar.text, at: node)
        do {
            _ = try expression.parsed()
            return expression
        } catch {
            reader.report(error.message, at: expression.position(of: error) ?? node.position)
            return nil
        }
    }

    /// Parses it.
    func parsed() throws(RuleProblem) -> RuleNode { try RuleParser.parse(text) }

    /// Where a problem is, if the expression is of a file.
    func position(of problem: RuleProblem) -> WeirError.Position? { node?.position(ofCharacter: problem.place) }

    /// An expression.
    public static var shape: SettingShape { .form(name: "a condition such as \"net + tax = gross\"", pattern: nil) }

    /// The text in quotes.
    public var rendered: String { text.rendered }

    /// Whether two expressions are written the same.
    public static func == (left: RuleExpression, right: RuleExpression) -> Bool { left.text == right.text }

    /// Hashes the text.
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
