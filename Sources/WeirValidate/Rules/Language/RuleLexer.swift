/// Cuts an expression into words.
struct RuleLexer {
    /// The most characters of an expression.
    static let mostCharacters = 4000

    private let scalars: [Unicode.Scalar]
    private var index = 0

    /// All words of an expression, the end included.
    static func lexemes(of text: String) throws(RuleProblem) -> [RuleLexeme] {
        var lexer = RuleLexer(scalars: Array(text.unicodeScalars))
        guard lexer.scalars.count <= mostCharacters else {
            throw RuleProblem("the expression has more than \(mostCharacters) characters", at: mostCharacters)
        }
        var lexemes: [RuleLexeme] = []
        while true {
            let lexeme = try lexer.next()
            lexemes.append(lexeme)
            if lexeme.token == .end { return lexemes }
        }
    }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func next() throws(RuleProblem) -> RuleLexeme {
        while let scalar = current, scalar.properties.isWhitespace { index += 1 }
        let start = index
        guard let scalar = current else { return RuleLexeme(token: .end, place: start) }
        let token: RuleToken
        switch scalar {
        case "'": token = .text(try quoted(by: scalar, "a text is not closed by a single quote"))
        case "\"":
            let name = try quoted(by: scalar, "a name is not closed by a double quote")
            if name.isEmpty {
                throw RuleProblem("a name must not be empty; a text is written in single quotes", at: start)
            }
            token = .quotedName(name)
        case "0"..."9": token = try number()
        case _ where Self.startsName(scalar):
            while let scalar = current, Self.startsName(scalar) || "0"..."9" ~= scalar { index += 1 }
            token = .name(text(from: start))
        default: token = .symbol(try symbol())
        }
        return RuleLexeme(token: token, place: start)
    }

    private static func startsName(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || "a"..."z" ~= scalar || "A"..."Z" ~= scalar
            || (scalar.value >= 0x80 && scalar.properties.isAlphabetic)
    }

    private func text(from start: Int) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars[start..<index])
        return text
    }

    /// What stands between two quotes; a doubled quote stands for one.
    private mutating func quoted(by quote: Unicode.Scalar, _ problem: String) throws(RuleProblem) -> String {
        let start = index
        var text = ""
        index += 1
        while let scalar = current {
            index += 1
            if scalar != quote {
                text.unicodeScalars.append(scalar)
            } else if current == quote {
                text.unicodeScalars.append(quote)
                index += 1
            } else {
                return text
            }
        }
        throw RuleProblem(problem, at: start)
    }

    private mutating func number() throws(RuleProblem) -> RuleToken {
        let start = index
        var isWhole = true
        skipDigits()
        if current == ".", index + 1 < scalars.count, "0"..."9" ~= scalars[index + 1] {
            isWhole = false
            index += 1
            skipDigits()
        }
        if current == "e" || current == "E" {
            isWhole = false
            index += 1
            if current == "+" || current == "-" { index += 1 }
            skipDigits()
        }
        if let scalar = current, Self.startsName(scalar) || scalar == "." {
            throw RuleProblem("this is neither a number nor a name", at: start)
        }
        let digits = text(from: start)
        if isWhole {
            guard let value = Int64(digits) else {
                throw RuleProblem("\(digits) does not fit into 64 bits; write \(digits).0 for a number", at: start)
            }
            return .integer(value)
        }
        guard let value = RuleNumber(decimal: digits) else { throw RuleProblem("\(digits) is not a number", at: start) }
        return .number(value)
    }

    private mutating func skipDigits() {
        while let scalar = current, "0"..."9" ~= scalar { index += 1 }
    }

    private mutating func symbol() throws(RuleProblem) -> String {
        let start = index
        let two = String(scalars[start..<min(start + 2, scalars.count)].map(Character.init))
        if let instead = Self.foreign[two] { throw RuleProblem("there is no \"\(two)\": write \(instead)", at: start) }
        if ["<=", ">=", "<>", "!="].contains(two) {
            index += 2
            return two
        }
        let one = String(scalars[start])
        if let instead = Self.foreign[one] { throw RuleProblem("there is no \"\(one)\": write \(instead)", at: start) }
        guard "()<>=+-*/%,".contains(one) else {
            throw RuleProblem("unexpected character \"\(one)\"", at: start)
        }
        index += 1
        return one
    }

    /// What other languages write, and what stands for it here.
    private static let foreign = [
        "==": "=", "&&": "and", "||": "or", "&": "and", "|": "or", "!": "not", "=~": "matches", "~": "matches",
        "**": "a product", "‘": "a single quote '", "’": "a single quote '", "“": "a double quote \"",
        "”": "a double quote \"", "`": "a double quote \"", "≤": "<=", "≥": ">=", "≠": "<>",
    ]
}
