internal import Foundation

/// A header such as `form-data; name="file"; filename="a.csv"`.
struct HeaderParameters {
    /// What stands before the parameters.
    private(set) var value = ""
    private var parameters: [String: String] = [:]

    /// Reads the text of a header.
    ///
    /// Quoted texts may hold `\"`, and `%22` as browsers write it.
    init(_ text: some StringProtocol) {
        var pieces: [String] = []
        var piece = ""
        var isQuoted = false
        var isEscaped = false
        for character in text {
            if isEscaped {
                piece.append(character)
                isEscaped = false
            } else if isQuoted, character == "\\" {
                piece.append(character)
                isEscaped = true
            } else if character == "\"" {
                piece.append(character)
                isQuoted.toggle()
            } else if character == ";", !isQuoted {
                pieces.append(piece)
                piece = ""
            } else {
                piece.append(character)
            }
        }
        pieces.append(piece)
        value = Self.trimmed(pieces[0])
        for piece in pieces.dropFirst() {
            guard let equals = piece.firstIndex(of: "=") else { continue }
            let name = Self.trimmed(piece[..<equals]).lowercased()
            if parameters[name] == nil {
                parameters[name] = Self.unquoted(Self.trimmed(piece[piece.index(after: equals)...]))
            }
        }
    }

    /// A parameter.
    subscript(name: String) -> String? { parameters[name] }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let start = text.drop(while: isBlank)
        return String(String(start.reversed().drop(while: isBlank)).reversed())
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        var result = ""
        var isEscaped = false
        for character in text.dropFirst().dropLast() {
            // Only a quote and a backslash are escaped: browsers of old send paths with bare backslashes.
            if isEscaped {
                if character != "\"", character != "\\" { result.append("\\") }
                result.append(character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                result.append(character)
            }
        }
        if isEscaped { result.append("\\") }
        return result.replacing("%22", with: "\"")
    }

    /// The text of a value of RFC 8187, such as `UTF-8''caf%C3%A9.csv`.
    static func decoded(_ text: String) -> String? {
        let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
        return String(parts[2]).removingPercentEncoding
    }
}
