public import WeirModel

/// Writes the accepted rows as a file of delimited text, packed if it is named `.gz`.
///
/// The file replaces an earlier one when it is whole; until then it is `<path>.partial`.
public struct CSVSink: TableSink {
    private let settings: CSVSinkSettings
    private let pool: BufferPool
    private let encoder: CSVEncoder
    private let files: any FileCalls

    /// Makes a sink of settings without problems.
    ///
    /// - Parameters:
    ///   - pool: where the buffers for encoded rows come from.
    ///   - files: the calls to the file system.
    public init(_ settings: CSVSinkSettings, pool: BufferPool, files: any FileCalls = SystemFileCalls()) {
        self.settings = settings
        self.files = files
        self.pool = pool
        encoder = CSVEncoder(form: settings.form, pool: pool)
    }

    /// The path.
    public var destination: String { settings.path }

    /// The path, unless it is standard output.
    public var replacedFile: String? { settings.path == "-" ? nil : settings.path }

    /// Makes the half that turns rows into text.
    public func makeEncoder(columns: TableColumns) -> any BatchEncoder {
        GzipEncoder.packs(settings.path) ? GzipEncoder(encoder, pool: pool) : encoder
    }

    /// The unfinished run, if there is one.
    public func earlierRuns() throws -> [RunRecord] { try FileTableWriter.earlierRuns(settings.path) }

    /// Opens the file.
    public func makeWriter(_ start: RunStart) throws -> any TableWriter {
        try FileTableWriter(
            path: settings.path, start: start, calls: files, pool: pool, header: encoder.header)
    }
}
