internal import WeirModel

extension SpecEnvironment {
    /// Replaces `${NAME}` in a text; `$${` stands for `${`.
    ///
    /// What comes from the environment is recorded as secret, and is never searched for further names.
    ///
    /// - Returns: the value, and what is wrong with it.
    func expand(_ scalar: SpecScalar) -> (scalar: SpecScalar, problems: [String]) {
        guard scalar.text.contains("${") else { return (scalar, []) }
        var expanded = scalar
        expanded.text = ""
        var problems: [String] = []
        var rest = scalar.text[...]
        while let dollar = rest.firstIndex(of: "$") {
            expanded.text += rest[..<dollar]
            rest = rest[dollar...]
            if rest.hasPrefix("$${") {
                expanded.text += "${"
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("${") {
                guard let end = rest.firstIndex(of: "}") else {
                    problems.append("\"${\" without \"}\"; write $${ for a plain ${")
                    break
                }
                let name = String(rest[rest.index(rest.startIndex, offsetBy: 2)..<end])
                rest = rest[end...].dropFirst()
                if !Self.isName(name) {
                    problems.append("\(quoted(name)) is no name of an environment variable; write $${ for a plain ${")
                } else if let value = self[name] {
                    expanded.text += value
                    expanded.secrets.append(SpecSecret(name: name, value: value))
                } else {
                    problems.append("environment variable \(name) is not set")
                }
            } else {
                expanded.text += "$"
                rest = rest.dropFirst()
            }
        }
        expanded.text += rest
        return (expanded, problems)
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !first.isASCIIDigit else { return false }
        return text.utf8.allSatisfy { byte in
            byte.isASCIIDigit || byte == UInt8(ascii: "_") || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        }
    }
}
