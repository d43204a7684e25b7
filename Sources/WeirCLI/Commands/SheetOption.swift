internal import WeirModel
internal import WeirParse
internal import WeirSpec

/// What `--sheet` says, held against the file that it is said of.
enum SheetOption {
    /// Fails if a sheet is named of a file that has none.
    ///
    /// A pipeline may name one for inputs that are not always workbooks, such as corrected rejects; who names it on the
    /// command line means this file.
    ///
    /// - Throws: `spec.invalid`.
    static func check(_ sheet: String?, against format: ParseSettings.Format) throws(WeirError) {
        guard sheet != nil, format != .xlsx else { return }
        throw WeirError(
            .specInvalid, "is for workbooks, and this is \(format.rawValue)",
            position: WeirError.Position(file: "--sheet"))
    }
}
