/// Texts of the data in comments: one line, cut to a length that a person can read.
enum Shown {
    /// The text in quotes.
    static func quoted(_ text: String) -> String { "\"\(plain(text))\"" }

    /// The text without quotes.
    static func plain(_ text: String) -> String {
        var shown = ""
        for (count, scalar) in text.unicodeScalars.enumerated() {
            guard count < 40 else { return shown + "…" }
            if YAMLText.isPrintable(scalar) && scalar != "\t" {
                shown.unicodeScalars.append(scalar)
            } else {
                shown += scalar.escaped(asASCII: true)
            }
        }
        return shown
    }
}
