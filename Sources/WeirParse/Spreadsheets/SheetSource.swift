/// A sheet that is to be read: the workbook and which one of it.
public struct SheetSource: Sendable {
    /// The workbook.
    public var workbook: Workbook
    /// The sheet.
    public var sheet: Workbook.Sheet

    /// Makes a source.
    public init(workbook: Workbook, sheet: Workbook.Sheet) {
        self.workbook = workbook
        self.sheet = sheet
    }
}
