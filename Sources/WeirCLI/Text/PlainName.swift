/// A name that is the same in a file system, an address and a shell.
enum PlainName {
    /// What it may be, for messages.
    static let phrase = "up to 64 letters, digits, dots, hyphens and underscores"

    /// Whether a text is one.
    static func isValid(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
    }
}
