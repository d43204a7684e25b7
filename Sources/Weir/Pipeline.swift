internal import WeirEmit
internal import WeirModel
internal import WeirParse
internal import WeirPostgreSQL
internal import WeirRead
internal import WeirSQLite
internal import WeirSpec
internal import WeirValidate
internal import WeirWrite

/// A pipeline whose file has been read and checked: nothing in it is unknown, missing or contradictory.
public struct Pipeline: Sendable {
    /// What the file says.
    public let spec: PipelineSpec
    /// The file.
    public let path: String
    /// The folder that default outputs go to.
    let folder: String

    /// Makes a pipeline of settings that were not read from a file, for a program that uses the library.
    ///
    /// - Parameters:
    ///   - name: what it is called, if the settings do not say.
    ///   - folder: where rejects go if the settings do not say; empty for the current folder.
    public init(_ spec: PipelineSpec, name: String = "pipeline", folder: String = "") {
        self.init(spec: spec, path: name, folder: folder)
    }

    init(spec: PipelineSpec, path: String, folder: String) {
        self.spec = spec
        self.path = path
        self.folder = folder
    }

    /// The pipeline with the format that its inputs turned out to have and, where they are to be united, their columns.
    ///
    /// - Throws: what reading the headers of the inputs throws.
    func reading(_ input: OpenedInput) throws -> Pipeline {
        var spec = spec
        spec.parse.format = input.format
        if spec.read.union { spec.validate.schema = try HeaderUnion(of: input, spec).schema }
        return Pipeline(spec: spec, path: path, folder: folder)
    }

    /// The pipeline with batches of a given size.
    func batching(_ bytes: Int) -> Pipeline {
        var spec = spec
        spec.limits.batchBytes = .value(ByteSize(bytes: bytes))
        return Pipeline(spec: spec, path: path, folder: folder)
    }

    /// What it is called: its `name`, or the name of its file.
    public var name: String {
        if !spec.name.isEmpty { return spec.name }
        let file = path.split(separator: "/").last.map(String.init) ?? "pipeline"
        return file.split(separator: ".").first.map(String.init) ?? file
    }

    /// The schema with what the format says of missing values and of booleans.
    var schema: TableSchema? {
        var schema = spec.validate.schema
        if spec.parse.format.isJSONLines { schema?.allowJSONBooleans() }
        guard let null = spec.parse.dialect.nullSequence else { return schema }
        return (schema ?? TableSchema(fields: [])).treatingAsMissing(null)
    }

    /// How rows are checked, apart from the schema.
    var validateSettings: ValidateSettings {
        var settings = ValidateSettings()
        settings.header = spec.validate.header
        settings.rules = spec.validate.rules
        settings.severity = spec.validate.severity
        settings.onViolation = spec.validate.onViolation
        return settings
    }

    func sink(isDryRun: Bool, pool: BufferPool) -> any TableSink {
        if isDryRun { return NullSink() }
        if let sqlite = spec.write.sqlite { return SQLiteSink(sqlite, pool: pool, runColumn: spec.write.generated.run) }
        if let postgres = spec.write.postgres {
            return PostgreSQLSink(postgres, pool: pool, runColumn: spec.write.generated.run)
        }
        if let csv = spec.write.csv { return CSVSink(csv, pool: pool) }
        if let ndjson = spec.write.ndjson { return NDJSONSink(ndjson, pool: pool) }
        return NullSink()
    }

    func eventTargets() throws -> [any EmitTarget] {
        try spec.emit.compactMap { section in try section.ndjson.map { try NDJSONEventTarget($0) } }
    }

    func writeOptions(isDryRun: Bool) -> WriteOptions {
        var options = WriteOptions()
        if !isDryRun {
            options.rejects = rejectsPath
            options.issues = issuesPath
        }
        options.rejectsLimit = spec.limits.rejects
        options.issuesLimit = spec.limits.issues
        options.commit = .bytes(spec.write.commitBytes.bytes)
        switch spec.validate.onViolation {
        case .reject: options.onViolation = .reject
        case .keep: options.onViolation = .keep
        case .stop: options.onViolation = .stop
        }
        options.rules = spec.validate.rules.map(\.name)
        if let budget = spec.validate.errorBudget {
            options.errorBudget = ErrorBudget(
                count: budget.count, ratio: budget.ratio, minimumSample: budget.minimumSample,
                window: budget.window.map { ErrorBudget.Window(rows: $0.rows, count: $0.count) })
        }
        return options
    }

    var rejectsPath: String? {
        let usual = "\(name).rejects.\(spec.parse.format.fileExtension)"
        guard let rejects = spec.write.rejects else { return resolvePath(usual, in: folder) }
        return rejects.text.isEmpty ? nil : rejects.resolved
    }

    /// Beside the rejects: `orders.rejects.csv` has `orders.issues.ndjson`.
    var issuesPath: String? {
        if let issues = spec.write.issues.path { return issues.text.isEmpty ? nil : issues.resolved }
        guard let rejects = rejectsPath else { return resolvePath("\(name).issues.ndjson", in: folder) }
        guard ParseSettings.Format(fileName: rejects) != nil, let dot = rejects.lastIndex(of: ".") else {
            return rejects + ".issues.ndjson"
        }
        var stem = rejects[..<dot]
        if stem.hasSuffix(".rejects") { stem = stem.dropLast(".rejects".count) }
        return stem + ".issues.ndjson"
    }
}
