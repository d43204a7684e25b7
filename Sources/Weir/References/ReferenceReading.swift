internal import WeirDecode
internal import WeirModel
internal import WeirParse
internal import WeirRead
internal import WeirSQLite
internal import WeirSpec
internal import WeirValidate

/// A table that foreign keys refer to, looked up and ready to be read.
struct ReferenceReading: Sendable {
    /// Where it is.
    enum Origin: Sendable {
        /// Files.
        case files(OpenedInput, DecodeSettings, ParseSettings)
        /// A table of a SQLite database.
        case table(TableLocation)
    }

    /// Where it is.
    let origin: Origin
    /// How its keys are read.
    let plan: ValidationPlan
    /// The places of its keys in the targets of the plan of the run.
    let targets: [Int]

    /// The inputs as they are named in messages.
    var sources: [SourceInfo] {
        switch origin {
        case .files(let input, _, _): input.sources.map(\.info)
        case .table(let location): [SourceInfo(name: location.description, byteCount: nil)]
        }
    }

    /// What is read, for people.
    var description: String {
        switch origin {
        case .files(let input, _, _):
            input.sources.count == 1
                ? input.sources[0].info.name
                : "\(input.sources.count) files, the first is \(input.sources.first?.info.name ?? "")"
        case .table(let location): location.description
        }
    }

    /// Looks up all tables that a pipeline refers to.
    ///
    /// - Parameters:
    ///   - plan: the plan of the run.
    ///   - inputs: the inputs of the run.
    ///   - readsTarget: whether the target of the rows may be looked at.
    ///   - allowsPrivate: whether files elsewhere may be on private networks.
    /// - Throws: `validate.badReference`, and `read.*` for files that are not there.
    static func all(
        of pipeline: Pipeline, plan: ValidationPlan, inputs: OpenedInput, readsTarget: Bool, allowsPrivate: Bool
    ) throws -> [ReferenceReading] {
        var readings: [ReferenceReading] = []
        for name in Set(plan.targets.map(\.resource)).sorted() {
            let targets = plan.targets.indices.filter { plan.targets[$0].resource == name }
            if name.isEmpty {
                readings += try own(of: pipeline, plan: plan, targets, inputs: inputs, readsTarget: readsTarget)
            } else if let settings = pipeline.spec.validate.references[name] {
                readings += try declared(
                    name, settings, of: pipeline, plan: plan, targets, allowsPrivate: allowsPrivate)
            } else {
                throw WeirError(
                    .validateBadReference, "the table \"\(name)\" that a foreign key refers to is not declared",
                    hint: "declare it in validate.references of a pipeline file: `\(name): { path: FILE }`")
            }
        }
        return readings
    }

    /// The table itself: all records of the input, and those that are in the target already if the rows are added to it.
    private static func own(
        of pipeline: Pipeline, plan: ValidationPlan, _ targets: [Int], inputs: OpenedInput, readsTarget: Bool
    ) throws -> [ReferenceReading] {
        if let stream = inputs.sources.first(where: { $0.info.byteCount == nil }) {
            throw WeirError(
                .validateBadReference,
                "a foreign key refers to the table itself, so the input is read twice, which cannot be done with a pipe",
                hint: "store it in a file first", position: WeirError.Position(file: stream.info.name))
        }
        let spec = pipeline.spec
        let rows = ReferenceReading(
            origin: .files(inputs, spec.decode, spec.parse),
            plan: try plan.gathering(targets, of: pipeline.schema, header: spec.validate.header), targets: targets)
        guard readsTarget, let sqlite = spec.write.sqlite, sqlite.mode != .replace else { return [rows] }
        return try [rows] + tables(sqlite.path, sqlite.table, plan: plan, targets).filter(\.isThere)
    }

    private static func declared(
        _ name: String, _ settings: ReferenceSettings, of pipeline: Pipeline, plan: ValidationPlan, _ targets: [Int],
        allowsPrivate: Bool
    ) throws -> [ReferenceReading] {
        if let table = settings.table {
            let path = settings.database?.resolved ?? pipeline.spec.write.sqlite?.path ?? ""
            return try tables(path, table, plan: plan, targets)
        }
        var read = ReadSettings()
        read.locations = settings.path
        read.headers = settings.headers
        let plan = try plan.gathering(targets, of: settings.schema, header: settings.header)
        let input = try OpenedInput(
            read.inputs(allowsPrivate: allowsPrivate), parse: settings.parse, compression: settings.decode.compression,
            entry: settings.entry,
            entrySetting: "validate.references.\(name).entry in a pipeline file")
        return [
            ReferenceReading(origin: .files(input, settings.decode, settings.parse), plan: plan, targets: targets)
        ]
    }

    /// One reading for each key, because a record without a value in one of them may have the others.
    private static func tables(
        _ path: String, _ table: String, plan: ValidationPlan, _ targets: [Int]
    ) throws -> [ReferenceReading] {
        try targets.map { target in
            let fields = plan.targets[target]
            let schema = TableSchema(
                fields: zip(fields.fields, fields.referring).map { $1.stored(as: $0) }, missingValues: [])
            return ReferenceReading(
                origin: .table(TableLocation(path: path, table: table, columns: fields.fields)),
                plan: try plan.gathering([target], of: schema, header: HeaderSettings()), targets: [target])
        }
    }

    /// Whether a table is there with its columns.
    private var isThere: Bool {
        guard case .table(let location) = origin else { return true }
        return (try? TableReader(location)) != nil
    }
}

extension TableSchema.Field {
    /// The field as it reads what a database has of its values.
    fileprivate func stored(as name: String) -> TableSchema.Field {
        var field = TableSchema.Field(name: name)
        switch columnType {
        case .integer: field.type = .integer
        case .number: field.type = .number
        case .boolean: (field.type, field.trueValues, field.falseValues) = (.boolean, ["1"], ["0"])
        case .date: field.type = .date
        case .datetime: field.type = .datetime
        case .time: field.type = .time
        case .text: field.type = .any
        case .json: (field.type, field.format) = (type, format)
        case .list: (field.type, field.delimiter, field.itemType) = (.list, delimiter, itemType)
        }
        return field
    }
}
