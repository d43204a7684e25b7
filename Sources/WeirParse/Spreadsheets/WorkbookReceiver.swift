import WeirModel

/// Collects the sheets of a workbook and its system of dates.
struct WorkbookReceiver: XMLReceiver {
    enum Context: UInt8, XMLContext {
        case document, workbook, sheets, other

        var takesText: Bool { false }
    }

    /// A sheet as the workbook names it.
    struct Sheet {
        var name: String
        var relationship: String
        var isVisible: Bool
    }

    /// The most sheets that are read.
    static let mostSheets = 10_000

    /// The sheets in the order of the workbook.
    private(set) var sheets: [Sheet] = []
    /// Whether days count from 1904.
    private(set) var is1904 = false
    /// Whether this is a workbook at all.
    private(set) var isWorkbook = false

    mutating func start(_ tag: XMLTag, in parent: Context) throws(WeirError) -> Context {
        switch parent {
        case .document:
            isWorkbook = tag.isNamed("workbook")
            return isWorkbook ? .workbook : .other
        case .workbook where tag.isNamed("sheets"): return .sheets
        case .workbook where tag.isNamed("workbookPr"):
            is1904 = ["1", "true", "on"].contains(tag.text("date1904")?.lowercased())
            return .other
        case .sheets where tag.isNamed("sheet"):
            if sheets.count < Self.mostSheets {
                let state = tag.text("state")?.lowercased() ?? "visible"
                sheets.append(
                    Sheet(
                        name: tag.text("name") ?? "", relationship: tag.text("id") ?? "",
                        isVisible: state != "hidden" && state != "veryhidden"))
            }
            return .other
        default: return .other
        }
    }

    mutating func text(_ piece: UnsafeBufferPointer<UInt8>, in context: Context) {}

    mutating func end(_ context: Context) {}
}
