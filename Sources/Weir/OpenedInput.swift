public import WeirDecode
public import WeirModel
public import WeirParse
public import WeirRead
internal import WeirZip

/// The inputs of a run, looked into as far as that is needed to know what is read of them: a sheet of a workbook, the one
/// file of an archive, or the file as it is.
public struct OpenedInput: Sendable {
    /// The inputs, those in archives with their places.
    public private(set) var sources: [ResolvedSource] = []
    /// The sheets, one for each input; empty for any other format.
    public private(set) var sheets: [SheetSource] = []
    /// The format.
    public private(set) var format: ParseSettings.Format

    /// Looks into the inputs.
    ///
    /// A format that the settings name is taken for granted. Else the names of the inputs tell it, and a workbook is known
    /// by what it is, whatever its name.
    ///
    /// - Throws: `zip.*`, and `parse.notWorkbook`, `parse.badWorkbook`, `parse.noSheet`, `parse.badXML` for workbooks.
    public init(
        _ resolved: [ResolvedSource], parse: ParseSettings, compression: Compression
    ) throws(WeirError) {
        format = parse.format(ofInputs: resolved.map(\.info.name))
        for source in resolved {
            let isPacked = compression == .auto && format != .xlsx ? Self.isArchive(source) : false
            guard isPacked else {
                sources.append(source)
                continue
            }
            let archive = try ZipArchive(path: source.info.name)
            if parse.declaredFormat == nil, resolved.count == 1, Self.isWorkbook(archive) {
                format = .xlsx
                sources.append(source)
                continue
            }
            sources.append(try Self.onlyFile(of: archive, source, format))
        }
        guard format != .xlsx else {
            let files = sources
            sources = []
            for source in files { try addSheet(of: source, choice: parse.sheetChoice) }
            return
        }
        if parse.declaredFormat == nil {
            format = parse.format(ofInputs: sources.map { $0.info.entry?.name ?? $0.info.name })
        }
    }

    private mutating func addSheet(of source: ResolvedSource, choice: String?) throws(WeirError) {
        guard case .file(let path) = source.origin else {
            throw WeirError(
                .zipUnreadable, "A workbook cannot be read from standard input: its directory stands at its end.",
                hint: "Write it to a file first.", position: WeirError.Position(file: source.info.name))
        }
        let workbook = try Workbook(path: path)
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

    /// The source that the only file of an archive is.
    private static func onlyFile(
        of archive: ZipArchive, _ source: ResolvedSource, _ format: ParseSettings.Format
    ) throws(WeirError) -> ResolvedSource {
        let position = WeirError.Position(file: archive.path)
        if isWorkbook(archive) {
            throw WeirError(
                .zipNotOneFile, "This is a workbook, and the format is \(format.rawValue).",
                hint: "Set parse.format to xlsx.", position: position)
        }
        // What the Finder of macOS adds for itself.
        let files = archive.entries.filter { !$0.key.hasPrefix("__macosx/") && !$0.key.hasSuffix(".ds_store") }
        guard let file = files.first else {
            throw WeirError(.zipNotOneFile, "There is no file in the archive.", position: position)
        }
        guard files.count == 1 else {
            let names = files.prefix(20).map(\.name).joined(separator: ", ")
            throw WeirError(
                .zipNotOneFile, "There are \(files.count) files in the archive: \(names).",
                hint: "Unpack it, and name those that are to be loaded.", position: position)
        }
        let place = try archive.place(of: file)
        var source = source
        source.range = place.range
        source.info.byteCount = place.range.count
        source.info.entry = place.packed
        return source
    }

    private static func isWorkbook(_ archive: ZipArchive) -> Bool {
        archive.entries.contains { $0.key == "xl/workbook.xml" || $0.key == "_rels/.rels" }
    }

    /// Whether a regular file begins as a zip archive does.
    private static func isArchive(_ source: ResolvedSource) -> Bool {
        guard case .file(let path) = source.origin, source.info.byteCount != nil,
            let head = try? FileParts.read([0..<4], of: path).first
        else { return false }
        return head == [0x50, 0x4B, 0x03, 0x04] || head == [0x50, 0x4B, 0x05, 0x06]
    }
}
