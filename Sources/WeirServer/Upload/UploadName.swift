/// The name that a client gives to its file: data to be shown, never a path.
struct UploadName: Sendable {
    /// The name, without what cannot be seen.
    let text: String
    /// What the file is called in the folder of its job.
    let storedName: String
    /// Whether it is compressed.
    let isGzip: Bool
    /// The ending that says what is in it.
    let kind: Kind

    /// What can be in a file.
    enum Kind: String, Sendable, CaseIterable {
        case csv, tsv, txt, xlsx, jsonl, ndjson
    }

    /// The longest name, in bytes.
    private static let longest = 255

    /// Reads a name.
    ///
    /// - Throws: `server.unsupportedFile`, `server.badRequest`.
    init(_ given: String) throws(ServiceProblem) {
        // Some browsers used to send the whole path.
        let last = given.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let visible = String(last.unicodeScalars.map { Self.isVisible($0) ? Character($0) : "\u{FFFD}" })
        guard !visible.isEmpty else { throw .badRequest("The file has no name; its ending says what it is.") }
        guard visible.utf8.count <= Self.longest else {
            throw .badRequest("The name of the file is longer than \(Self.longest) bytes.")
        }
        text = visible
        var parts = visible.lowercased().split(separator: ".").map(String.init)
        isGzip = parts.last == "gz" && parts.count > 1
        if isGzip { parts.removeLast() }
        guard parts.count > 1, let ending = parts.last, let kind = Kind(rawValue: ending), !(isGzip && kind == .xlsx)
        else {
            throw .unsupported("\(visible) has no ending that says that it is such a file.")
        }
        self.kind = kind
        storedName = "input.\(kind.rawValue)" + (isGzip ? ".gz" : "")
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }

    /// Whether the first bytes of a file are those of its kind.
    ///
    /// - Throws: `server.unsupportedFile`.
    func check(head: [UInt8]) throws(ServiceProblem) {
        if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw .unsupported("It is an old or an encrypted Office file; save it as .xlsx without a password.")
        }
        let isZip = head.starts(with: [0x50, 0x4B, 0x03, 0x04])
        let isGzip = head.starts(with: [0x1F, 0x8B])
        switch (kind, self.isGzip) {
        case (.xlsx, _):
            guard isZip else { throw .unsupported("It is called .xlsx and is no workbook.") }
        case (_, true):
            guard isGzip else { throw .unsupported("It is called .gz and is not compressed by gzip.") }
        case (_, false):
            if isZip { throw .unsupported("It is a zip archive or a workbook, and is called \(text).") }
            if isGzip { throw .unsupported("It is compressed by gzip; then its name must end in .gz.") }
            if head.starts(with: Array("%PDF-".utf8)) { throw .unsupported("It is a PDF document.") }
        }
    }
}
