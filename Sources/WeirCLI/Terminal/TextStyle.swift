/// What the place that text goes to can show.
struct TextStyle: Hashable {
    /// Whether it shows colours.
    var hasColor: Bool
    /// Whether it shows characters beyond ASCII.
    var isUnicode: Bool

    /// Nothing but ASCII.
    static let ascii = TextStyle(hasColor: false, isUnicode: false)

    /// What an output can show.
    ///
    /// - Parameters:
    ///   - isTerminal: whether the output is a terminal; colours are for terminals only.
    ///   - environment: looks up an environment variable.
    init(isTerminal: Bool, environment: (String) -> String?) {
        let isDumb = environment("TERM") == "dumb"
        let isRefused = !(environment("NO_COLOR") ?? "").isEmpty
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(environment).first { !$0.isEmpty } ?? ""
        let encoding = locale.uppercased()
        hasColor = isTerminal && !isDumb && !isRefused
        isUnicode = !isDumb && (encoding.contains("UTF-8") || encoding.contains("UTF8"))
    }

    /// Makes a style.
    init(hasColor: Bool, isUnicode: Bool) {
        self.hasColor = hasColor
        self.isUnicode = isUnicode
    }
}
