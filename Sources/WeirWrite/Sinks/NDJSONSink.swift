public import WeirModel

/// Writes each accepted row as a JSON object on a line of its own, packed if the file is named `.gz`.
///
/// The file replaces an earlier one when it is whole; until then it is `<path>.partial`.
public struct NDJSONSink: TableSink {
    private let settings: NDJSONSinkSettings
    private let pool: BufferPool
    private let files: any FileCalls

    /// Makes a sink of settings without problems.
    ///
    /// - Parameters:
    ///   - pool: where the buffers for encoded rows come from.
    ///   - files: the calls to the file system.
    public init(_ settings: NDJSONSinkSettings, pool: BufferPool, files: any FileCalls = SystemFileCalls()) {
        self.settings = settings
        self.pool = pool
        self.files = files
    }

    /// The path.
    public var destination: String { settings.path }

    /// The path, unless it is standard output.
    public var replacedFile: String? { settings.path == "-" ? nil : settings.path }

    /// Makes the half that turns rows into text.
    public func makeEncoder(columns: TableColumns) -> any BatchEncoder {
        let encoder = NDJSONEncoder(columns: columns, pool: pool)
        return GzipEncoder.packs(settings.path) ? GzipEncoder(encoder, pool: pool) : encoder
    }

    /// The unfinished run, if there is one.
    public func earlierRuns() throws -> [RunRecord] { try FileTableWriter.earlierRuns(settings.path) }

    /// Opens the file.
    public func makeWriter(_ start: RunStart) throws -> any TableWriter {
        try FileTableWriter(path: settings.path, start: start, calls: files, pool: pool) { _ in Bytes() }
    }
}
