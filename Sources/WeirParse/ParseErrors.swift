public import WeirModel

extension ErrorCode {
    /// The header has more columns than the limit allows.
    public static let parseTooManyColumns = ErrorCode(rawValue: "parse.tooManyColumns")
    /// The header is longer than the limit for a record.
    public static let parseHeaderTooLong = ErrorCode(rawValue: "parse.headerTooLong")
    /// There is no JSON object to take the names of the members from.
    public static let parseNoObject = ErrorCode(rawValue: "parse.noObject")
    /// The inputs are named as of different formats.
    public static let parseMixedFormats = ErrorCode(rawValue: "parse.mixedFormats")
    /// The file is called a workbook and is something else.
    public static let parseNotWorkbook = ErrorCode(rawValue: "parse.notWorkbook")
    /// A part that the workbook needs is missing, or holds something else.
    public static let parseBadWorkbook = ErrorCode(rawValue: "parse.badWorkbook")
    /// The workbook has no such sheet.
    public static let parseNoSheet = ErrorCode(rawValue: "parse.noSheet")
    /// The rows of the sheet are not in order, or too many.
    public static let parseBadSheet = ErrorCode(rawValue: "parse.badSheet")
    /// A part of the workbook is not well-formed XML, or uses what is not allowed there.
    public static let parseBadXML = ErrorCode(rawValue: "parse.badXML")
    /// The texts of the workbook have no room on disk, or not the room that they may take.
    public static let parseSpillFull = ErrorCode(rawValue: "parse.spillFull")
    /// The temporary file for the texts of the workbook cannot be made, written or read.
    public static let parseSpillFailed = ErrorCode(rawValue: "parse.spillFailed")
}
