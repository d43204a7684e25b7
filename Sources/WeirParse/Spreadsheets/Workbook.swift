public import WeirModel
public import WeirZip

/// An open workbook: its sheets, and what is needed to read one of them.
///
/// Only the parts that say where the sheets are and how numbers look have been read. Parts are found by their
/// relationships, never by their usual names. A sheet that cannot be read does not stand in the way of another.
public struct Workbook: Sendable {
    /// A worksheet; charts, macros and dialogs are left out.
    public struct Sheet: Sendable, Hashable {
        /// The name on its tab.
        public var name: String
        /// Whether it is shown.
        public var isVisible: Bool
        /// The part that holds it; `nil` if the workbook does not say.
        var part: String?
    }

    /// The worksheets in the order of the workbook.
    public let sheets: [Sheet]
    /// Whether days count from 1904.
    let is1904: Bool
    /// How the cells of each style show numbers.
    let formats: [NumberFormat]
    /// The part with the shared strings, if there is one.
    let stringsPart: String?
    let package: Package

    /// Opens a workbook.
    ///
    /// - Throws: `parse.notWorkbook` with what the file really is; `parse.badWorkbook`, `parse.badXML`, `zip.*`.
    public init(path: String, limits: ZipLimits = ZipLimits()) throws(WeirError) {
        let archive: ZipArchive
        do throws(WeirError) {
            archive = try ZipArchive(path: path, limits: limits)
        } catch {
            guard error.code == .zipNotZip || error.code == .zipTruncated else { throw error }
            throw Self.refusal(path, ForeignFormat(file: path))
        }
        try self.init(archive)
    }

    /// Opens a workbook that is not a file of this machine.
    ///
    /// - Throws: what opening a file throws.
    public init(_ file: any ArchiveBytes, limits: ZipLimits = ZipLimits()) throws(WeirError) {
        let archive: ZipArchive
        do throws(WeirError) {
            archive = try ZipArchive(file, limits: limits)
        } catch {
            guard error.code == .zipNotZip || error.code == .zipTruncated else { throw error }
            throw Self.refusal(file.path, ForeignFormat(file))
        }
        try self.init(archive)
    }

    private init(_ archive: ZipArchive) throws(WeirError) {
        let path = archive.path
        package = Package(archive: archive)
        let position = WeirError.Position(file: path)
        let named = try Relationships(of: "", in: package).target(ofType: "officeDocument")
        let usual = try archive.entry(named: "xl/workbook.xml")
        guard let part = named ?? usual?.name else {
            throw Self.refusal(path, ForeignFormat(archive: archive))
        }
        guard let entry = try archive.entry(named: part) else {
            throw WeirError(.parseBadWorkbook, "The workbook's part \(part) is missing.", position: position)
        }
        if entry.key.hasSuffix(".bin") { throw Self.refusal(path, .binaryWorkbook) }
        let workbook = try package.read(entry, into: WorkbookReceiver())
        guard workbook.isWorkbook else { throw Self.refusal(path, ForeignFormat(archive: archive)) }
        is1904 = workbook.is1904
        let links = try Relationships(of: part, in: package)
        stringsPart = links.target(ofType: "sharedStrings")
        var sheets: [Sheet] = []
        for sheet in workbook.sheets {
            let link = links.links.first { $0.id == sheet.relationship }
            guard link == nil || link?.type == "worksheet" else { continue }
            sheets.append(Sheet(name: sheet.name, isVisible: sheet.isVisible, part: link?.target))
        }
        self.sheets = sheets
        if let part = links.target(ofType: "styles"), let entry = try archive.entry(named: part) {
            formats = try package.read(entry, into: StylesReceiver()).formats
        } else {
            formats = []
        }
    }

    /// The path of the file.
    public var path: String { package.archive.path }

    /// Finds a sheet.
    ///
    /// - Parameter choice: its name (letter by letter, else without regard to case) or else its number from 1; `nil` is
    ///   the first one that is shown.
    /// - Throws: `parse.noSheet`.
    public func sheet(_ choice: String?) throws(WeirError) -> Sheet {
        guard let choice else {
            guard let first = sheets.first(where: \.isVisible) ?? sheets.first else {
                throw WeirError(
                    .parseNoSheet, "The workbook has no worksheet.", position: WeirError.Position(file: path))
            }
            return first
        }
        let folded = choice.lowercased()
        if let sheet = sheets.first(where: { $0.name == choice })
            ?? sheets.first(where: { $0.name.lowercased() == folded })
        {
            return sheet
        }
        if let number = Int(choice), sheets.indices.contains(number - 1) { return sheets[number - 1] }
        let names = sheets.prefix(20).map { "\"\($0.name)\"" }.joined(separator: ", ")
        throw WeirError(
            .parseNoSheet, "The workbook has no sheet \"\(choice)\".",
            hint: "Its \(sheets.count == 1 ? "only sheet is" : "\(sheets.count) sheets are") \(names).",
            position: WeirError.Position(file: path))
    }

    /// Where the stored bytes of a sheet are.
    ///
    /// - Throws: `parse.badWorkbook` if its part is missing; `zip.*`.
    public func place(of sheet: Sheet) throws(WeirError) -> (range: Range<Int>, packed: PackedEntry) {
        guard let part = sheet.part, let entry = try package.archive.entry(named: part) else {
            throw WeirError(
                .parseBadWorkbook, "The part of the sheet \"\(sheet.name)\" is missing.",
                position: WeirError.Position(file: path))
        }
        return try package.archive.place(of: entry)
    }

    /// Reads the shared strings.
    ///
    /// - Parameters:
    ///   - memory: the most memory that they take, in bytes; more of them go to a temporary file.
    ///   - recordBytes: the longest string that is kept whole, in bytes.
    func strings(in memory: StringMemory, recordBytes: Int) throws(WeirError) -> StringArena {
        let arena = StringArena(memoryBytes: memory.bytes, folder: memory.spillFolder, spill: memory.spill)
        guard let stringsPart, let entry = try package.archive.entry(named: stringsPart) else { return arena }
        let receiver = SharedStringsReceiver(arena, recordBytes: recordBytes, file: path)
        return try package.read(entry, into: receiver).strings()
    }

    private static func refusal(_ path: String, _ format: ForeignFormat) -> WeirError {
        WeirError(
            .parseNotWorkbook, "This is no workbook but \(format.rawValue).", hint: format.hint,
            position: WeirError.Position(file: path))
    }
}
