internal import WeirInfer
internal import WeirParse
internal import WeirSpec

/// The names and paths of an inferred pipeline, seen from the folder of its file.
struct InferredPaths {
    /// The name of the pipeline.
    let name: String
    /// The input.
    let input: String
    /// Where the rows go.
    let target: PipelineTarget
    /// Where rejected records go; beside the target.
    let rejects: String?

    /// Chooses them.
    ///
    /// - Parameters:
    ///   - input: the input as the user named it.
    ///   - output: the pipeline file; the current folder if there is none.
    ///   - target: where the rows shall go; a database beside the input if there is none.
    ///   - table: the table in a database; the name of the input if there is none.
    ///   - isWide: whether there are more columns than a database takes.
    ///   - format: the format of the input, which is that of its rejects.
    init(
        input: String, output: String?, target: String?, table: String?, isWide: Bool, format: ParseSettings.Format
    ) {
        let stem = Self.stem(of: input)
        name = stem
        let folder = output.map(Self.folder) ?? ""
        self.input = Self.path(input, from: folder)
        let beside = input == "-" || isRemoteLocation(input) ? "" : Self.folder(of: input)
        let wanted = target ?? beside + stem + (isWide ? ".loaded.csv" : ".db")
        let path = Self.path(wanted, from: folder)
        let unpacked = wanted.lowercased().hasSuffix(".gz") ? wanted.dropLast(3) : wanted[...]
        switch unpacked.split(separator: ".").last?.lowercased() {
        case _ where wanted == "none": self.target = .none
        case "csv": self.target = .csv(path: path)
        case "ndjson", "jsonl": self.target = .ndjson(path: path)
        default: self.target = .sqlite(path: path, table: table ?? Self.tableName(stem))
        }
        let rejectsFolder = wanted == "none" ? beside : Self.folder(of: wanted)
        rejects = Self.path("\(rejectsFolder)\(stem).rejects.\(format.fileExtension)", from: folder)
    }

    /// The path as it must be written in a file of another folder.
    private static func path(_ path: String, from folder: String) -> String {
        if folder.isEmpty || path == "-" || path.hasPrefix("/") || isRemoteLocation(path) { return path }
        if path.hasPrefix(folder) { return String(path.dropFirst(folder.count)) }
        let current = PathStatus.currentFolder
        return current.isEmpty ? path : "\(current)/\(path)"
    }

    /// The folder with its last slash; empty for the current one.
    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    /// The name of the file without its endings.
    private static func stem(of path: String) -> String {
        guard path != "-" else { return "data" }
        let place = isRemoteLocation(path) ? path.prefix { $0 != "?" && $0 != "#" } : path[...]
        let file = place.split(separator: "/").last.map(String.init) ?? ""
        let stem = file.split(separator: ".").first.map(String.init) ?? file
        return stem.isEmpty || stem.contains("$") ? "data" : stem
    }

    private static func tableName(_ stem: String) -> String {
        // SQLite keeps the one kind of name for itself, and Weir the other.
        ["sqlite_", "_weir_"].contains { stem.lowercased().hasPrefix($0) } ? "t_\(stem)" : stem
    }
}
