/// What a piece of text is, for its colour.
enum Tone: String {
    /// Text like any other.
    case plain = ""
    /// What a person looks for first.
    case strong = "1"
    /// What can be left unread.
    case faint = "2"
    /// All is well.
    case good = "32"
    /// Something is to be looked at.
    case doubtful = "33"
    /// Something is wrong.
    case bad = "31"

    /// The text in its colour, if there are colours.
    func paint(_ text: String, _ style: TextStyle) -> String {
        guard style.hasColor, self != .plain, !text.isEmpty else { return text }
        return "\u{1B}[\(rawValue)m\(text)\u{1B}[0m"
    }
}
