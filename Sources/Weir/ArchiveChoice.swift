internal import WeirModel
internal import WeirZip

/// Chooses the file that is read of an archive.
struct ArchiveChoice {
    /// How many names a message lists.
    private static let mostNames = 20

    private let archive: ZipArchive
    private let files: [ZipEntry]

    /// Looks at an archive; what the Finder of macOS adds for itself does not count.
    init(_ archive: ZipArchive) {
        self.archive = archive
        files = archive.entries.filter { !$0.key.hasPrefix("__macosx/") && !$0.key.hasSuffix(".ds_store") }
    }

    /// The file of that name; without a name the only one there is.
    ///
    /// - Throws: `zip.notOneFile` if there is none, or more than one; `zip.duplicate` if the name is there twice.
    func file(by choice: EntryChoice) throws(WeirError) -> ZipEntry {
        let position = WeirError.Position(file: archive.path)
        guard let first = files.first else {
            throw WeirError(.zipNotOneFile, "There is no file in the archive.", position: position)
        }
        guard let name = choice.name else {
            guard files.count == 1 else {
                throw WeirError(
                    .zipNotOneFile, "There are \(files.count) files in the archive: \(names).",
                    hint: "Choose one by \(choice.setting).", position: position)
            }
            return first
        }
        guard let entry = try archive.entry(named: name) else {
            throw WeirError(
                .zipNotOneFile, "There is no file \"\(name)\" in the archive.",
                hint: files.count == 1 ? "Its only file is \(names)." : "Its \(files.count) files are \(names).",
                position: position)
        }
        return entry
    }

    private var names: String {
        let shown = files.prefix(Self.mostNames).map(\.name).joined(separator: ", ")
        return files.count > Self.mostNames ? "\(shown) and others" : shown
    }
}
