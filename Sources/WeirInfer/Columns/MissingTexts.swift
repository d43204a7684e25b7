/// The texts that often stand for no value.
///
/// One of them is taken as missing only in a column whose other values have a type: in a column of texts `NA` may be
/// Namibia.
enum MissingTexts {
    /// All of them; the empty text is always one.
    static let all: Set<String> = [
        "NA", "N/A", "n/a", "na", "#N/A", "#NA", "NaN", "nan", "NAN", "null", "NULL", "Null", "(null)", "nil", "NIL",
        "None", "none", "NONE", "\\N", "-", "--", "---", "?", ".", "..", "...", "*", "missing", "#NULL!", "#VALUE!",
        "#REF!",
        "#DIV/0!", "<NA>",
    ]

    /// The longest of them, in bytes.
    static let longest = all.map(\.utf8.count).max() ?? 0
}
