/// Writes workbooks from the XML of their parts.
package struct WorkbookWriter {
    /// A sheet: its name and what stands in its `sheetData`.
    package struct Sheet {
        package var name: String
        package var rows: String
        package var state: String?
        /// What the part holds instead of a worksheet made of `rows`.
        package var part: String?

        package init(_ name: String, _ rows: String, state: String? = nil, part: String? = nil) {
            self.name = name
            self.rows = rows
            self.state = state
            self.part = part
        }
    }

    package var sheets: [Sheet]
    /// What stands in `sst`; `nil` for a workbook without shared strings.
    package var strings: String?
    /// What stands in `styleSheet`; `nil` for a workbook without styles.
    package var styles: String?
    /// What stands in `workbook` before the sheets.
    package var properties = ""
    /// Entries that are added as they are.
    package var others: [ZipWriter.Entry] = []
    package var mainNamespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package var relationshipBase = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    package init(_ sheets: [Sheet]) { self.sheets = sheets }

    /// A workbook of one sheet.
    package init(_ rows: String) { self.init([Sheet("Sheet1", rows)]) }

    /// The entries in the order of the archive.
    package var entries: [ZipWriter.Entry] {
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        var links = ""
        var listed = ""
        var entries: [ZipWriter.Entry] = []
        for (index, sheet) in sheets.enumerated() {
            let id = "rId\(index + 1)"
            links += "<Relationship Id=\"\(id)\" Type=\"\(relationshipBase)/worksheet\" "
            links += "Target=\"worksheets/sheet\(index + 1).xml\"/>"
            let state = sheet.state.map { " state=\"\($0)\"" } ?? ""
            listed += "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\"\(state) r:id=\"\(id)\"/>"
            let part = "<worksheet xmlns=\"\(mainNamespace)\"><sheetData>\(sheet.rows)</sheetData></worksheet>"
            entries.append(ZipWriter.Entry("xl/worksheets/sheet\(index + 1).xml", sheet.part ?? head + part))
        }
        if let strings {
            links +=
                "<Relationship Id=\"rIdS\" Type=\"\(relationshipBase)/sharedStrings\" Target=\"sharedStrings.xml\"/>"
            entries.append(
                ZipWriter.Entry("xl/sharedStrings.xml", "\(head)<sst xmlns=\"\(mainNamespace)\">\(strings)</sst>"))
        }
        if let styles {
            links += "<Relationship Id=\"rIdT\" Type=\"\(relationshipBase)/styles\" Target=\"/xl/styles.xml\"/>"
            entries.append(
                ZipWriter.Entry("xl/styles.xml", "\(head)<styleSheet xmlns=\"\(mainNamespace)\">\(styles)</styleSheet>")
            )
        }
        let list = "http://schemas.openxmlformats.org/package/2006/relationships"
        let workbook =
            "\(head)<workbook xmlns=\"\(mainNamespace)\" xmlns:r=\"\(relationshipBase)\">\(properties)"
            + "<sheets>\(listed)</sheets></workbook>"
        entries.append(ZipWriter.Entry("xl/workbook.xml", workbook))
        entries.append(
            ZipWriter.Entry(
                "xl/_rels/workbook.xml.rels", "\(head)<Relationships xmlns=\"\(list)\">\(links)</Relationships>"))
        let top = "<Relationship Id=\"rId1\" Type=\"\(relationshipBase)/officeDocument\" Target=\"xl/workbook.xml\"/>"
        entries.append(
            ZipWriter.Entry("_rels/.rels", "\(head)<Relationships xmlns=\"\(list)\">\(top)</Relationships>"))
        return entries + others
    }

    /// Writes the workbook to a file.
    package func write(to path: String) throws { try ZipWriter(entries).write(to: path) }
}
