public import WeirDecode
internal import WeirModel
public import WeirParse
public import WeirRead
internal import WeirSpec
internal import WeirZip

/// The inputs of a run, looked into as far as that is needed to know what is read of them: a sheet of a workbook, one
/// file of an archive, or the file as it is.
public struct OpenedInput: Sendable {
    /// The inputs, those in archives with their places.
    public private(set) var sources: [ResolvedSource] = []
    /// The sheets, one for each input; empty for any other format.
    public private(set) var sheets: [SheetSource] = []
    /// The format.
    public private(set) var format = ParseSettings.Format.csv

    /// Looks into the inputs.
    ///
    /// A format that the settings name is taken for granted. Else the names of the inputs tell it, and a workbook is known
    /// by what it is, whatever its name.
    ///
    /// - Parameters:
    ///   - entry: the file that is read of an archive, by its name in there; `nil` is the only one.
    ///   - entrySetting: where that is said, for a person who has to.
    /// - Throws: `zip.*`; `parse.mixedFormats`; `parse.notWorkbook`, `parse.badWorkbook`, `parse.noSheet`, `parse.badXML`
    ///   for workbooks; `SpecProblems` for settings that mean nothing for the format that was found.
    public init(
        _ resolved: [ResolvedSource], parse: ParseSettings, compression: Compression, entry: String? = nil,
        entrySetting: String = "read.entry (--entry)"
    ) throws {
        let choice = EntryChoice(name: entry, setting: entrySetting)
        var found: [(name: String, format: ParseSettings.Format)] = []
        for source in resolved {
            let opened = try Self.open(source, parse.declaredFormat, isUnpacked: compression == .auto, choice)
            sources.append(opened.source)
            found.append((source.info.name, opened.format))
        }
        format = try parse.declaredFormat ?? ParseSettings.common(found)
        var meant = parse
        meant.format = format
        let problems = meant.problems()
        guard problems.isEmpty else {
            let position = WeirError.Position(file: resolved.first?.info.name ?? "")
            throw SpecProblems(problems.map { SpecProblem("parse.\($0.setting) \($0.message)", at: position) })
        }
        guard format == .xlsx else { return }
        let files = sources
        sources = []
        for source in files { try addSheet(of: source, choice: parse.sheetChoice) }
    }

    private mutating func addSheet(of source: ResolvedSource, choice: String?) throws(WeirError) {
        let workbook: Workbook
        switch source.origin {
        case .file(let path): workbook = try Workbook(path: path)
        case .remote(let origin): workbook = try Workbook(RemoteArchive(origin.file))
        case .standardInput:
            throw WeirError(
                .zipUnreadable, "A workbook cannot be read from standard input: its directory stands at its end.",
                hint: "Write it to a file first.", position: WeirError.Position(file: source.info.name))
        }
        let sheet = try workbook.sheet(choice)
        let place = try workbook.place(of: sheet)
        var source = source
        source.range = place.range
        source.info.byteCount = place.range.count
        source.info.entry = place.packed
        source.info.sheet = sheet.name
        sources.append(source)
        sheets.append(SheetSource(workbook: workbook, sheet: sheet))
    }

    /// Looks into one input.
    ///
    /// - Returns: what is read of it, and the format that it seems to have.
    private static func open(
        _ source: ResolvedSource, _ declared: ParseSettings.Format?, isUnpacked: Bool, _ choice: EntryChoice
    ) throws(WeirError) -> (source: ResolvedSource, format: ParseSettings.Format) {
        let named = declared ?? ParseSettings.Format(fileName: source.info.name)
        if named == .xlsx { return (source, .xlsx) }
        guard isUnpacked, isArchive(source) else { return (source, named ?? .csv) }
        let archive: ZipArchive
        if case .remote(let origin) = source.origin {
            archive = try ZipArchive(RemoteArchive(origin.file))
        } else {
            archive = try ZipArchive(path: source.info.name)
        }
        if isWorkbook(archive), choice.name == nil {
            if declared == nil { return (source, .xlsx) }
            throw WeirError(
                .zipNotOneFile, "This is a workbook, and the format is \(declared?.rawValue ?? "csv").",
                hint: "Set parse.format to xlsx.", position: WeirError.Position(file: archive.path))
        }
        let file = try ArchiveChoice(archive).file(by: choice)
        let place = try archive.place(of: file)
        var source = source
        source.range = place.range
        source.info.byteCount = place.range.count
        source.info.entry = place.packed
        return (source, declared ?? ParseSettings.Format(fileName: file.name) ?? .csv)
    }

    private static func isWorkbook(_ archive: ZipArchive) -> Bool {
        archive.entries.contains { $0.key == "xl/workbook.xml" || $0.key == "_rels/.rels" }
    }

    /// Whether a regular file, or one elsewhere, begins as a zip archive does.
    private static func isArchive(_ source: ResolvedSource) -> Bool {
        let head: [UInt8]?
        switch source.origin {
        case .remote(let origin): head = Array(origin.file.head.prefix(4))
        case .file where source.info.byteCount != nil: head = try? source.parts([0..<4])?.first
        case .file, .standardInput: head = nil
        }
        return head == [0x50, 0x4B, 0x03, 0x04] || head == [0x50, 0x4B, 0x05, 0x06]
    }
}
