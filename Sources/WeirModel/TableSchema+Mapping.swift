extension TableSchema {
    /// Where the value of a field comes from and how its text is mended before it is read: declared, never guessed.
    public struct Mapping: Sendable, Hashable {
        /// The label of the column in the data, where it is another than the field's name.
        public var from: String?
        /// The value of every row, for a field that does not come from the data.
        public var constant: String?
        /// At which ends white space is dropped.
        public var trim: Trim?
        /// The case that letters are brought to.
        public var letterCase: LetterCase?
        /// Texts, or values of the type, that stand for no value besides the missing values.
        public var nullIf: [String] = []
        /// What takes the place of no value.
        public var fallback: String?

        /// The column of the same name, as it is.
        public init() {}
    }

    /// At which ends white space is dropped.
    public enum Trim: String, Sendable, Hashable, CaseIterable {
        /// In front of the text and behind it.
        case both
        /// In front of the text.
        case left
        /// Behind the text.
        case right
    }

    /// The case that letters are brought to.
    public enum LetterCase: String, Sendable, Hashable, CaseIterable {
        /// Lower case.
        case lower
        /// Upper case.
        case upper
    }
}
