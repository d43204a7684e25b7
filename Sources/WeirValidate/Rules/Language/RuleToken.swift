/// A word of an expression.
enum RuleToken: Hashable {
    /// A name without quotes: a field, a function or a word of the language.
    case name(String)
    /// A name in double quotes: a field, whatever it looks like.
    case quotedName(String)
    /// A text in single quotes.
    case text(String)
    /// A whole number.
    case integer(Int64)
    /// A number with a fraction or an exponent.
    case number(RuleNumber)
    /// An operator, a parenthesis or a comma.
    case symbol(String)
    /// The end of the expression.
    case end

    /// The words of the language, which a field can only be called in double quotes.
    static let words: Set<String> = [
        "and", "or", "not", "in", "is", "null", "true", "false", "matches", "implies",
    ]

    /// The word of the language, in small letters, if it is one.
    var word: String? {
        guard case .name(let name) = self else { return nil }
        let word = name.lowercased()
        return Self.words.contains(word) ? word : nil
    }

    /// How a message calls it.
    var phrase: String {
        switch self {
        case .name(let name), .quotedName(let name): "\"\(name)\""
        case .text(let text): "the text '\(text)'"
        case .integer, .number: "a number"
        case .symbol(let symbol): "\"\(symbol)\""
        case .end: "the end"
        }
    }
}

/// A word of an expression and where it stands.
struct RuleLexeme {
    let token: RuleToken
    /// Its first character, from 0.
    let place: Int
}
