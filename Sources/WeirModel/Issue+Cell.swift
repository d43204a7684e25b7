extension Issue {
    /// Where it is in a workbook, as a formula would name it: `Sheet1!C17`, or the start of the row; `nil` for text.
    public var sheetPlace: String? {
        guard let sheet else { return nil }
        let isPlain = sheet.unicodeScalars.allSatisfy { scalar in
            scalar == "_" || scalar == "." || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
        let name = isPlain ? sheet : "'\(sheet.replacing("'", with: "''"))'"
        return "\(name)!\(cell ?? "A\(line)")"
    }

    /// The name of a cell, such as `C17`.
    ///
    /// - Parameters:
    ///   - column: from 0.
    ///   - row: from 1.
    public static func cellName(column: Int, row: Int) -> String {
        var letters = ""
        var rest = max(column, 0) + 1
        while rest > 0 {
            rest -= 1
            letters = "\(Character(Unicode.Scalar(UInt8(ascii: "A") + UInt8(rest % 26))))\(letters)"
            rest /= 26
        }
        return "\(letters)\(row)"
    }
}
