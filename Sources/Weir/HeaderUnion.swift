internal import WeirDecode
internal import WeirFlow
internal import WeirModel
internal import WeirParse
internal import WeirRead
internal import WeirSpec
internal import WeirValidate

/// The columns of several inputs whose headers differ: those of all of them, by name, in the order in which they are met.
///
/// Of each input only the start is read, as far as its header or, of JSON Lines, the members of its first objects.
struct HeaderUnion {
    /// The columns as fields, of which an input may lack any.
    private(set) var schema: TableSchema

    /// Reads the headers.
    ///
    /// - Throws: `read.unionOfPipe` for an input that cannot be read twice, `parse.tooManyColumns`, and what reading the
    ///   start of an input throws.
    init(of input: OpenedInput, _ spec: PipelineSpec) throws {
        var labels: [String] = []
        // Databases do not tell cases apart, so another spelling is another label of the same column.
        var spellings: [String: [String]] = [:]
        for index in input.sources.indices {
            let source = input.sources[index]
            guard source.info.byteCount != nil else {
                throw WeirError(
                    .readUnionOfPipe,
                    "The headers of all inputs are read before their rows, and a pipe can be read only once.",
                    hint: "Write it to a file first, or name the columns in a schema.",
                    position: WeirError.Position(file: source.info.name))
            }
            for label in try Self.labels(of: source, input, index, spec) {
                let key = label.lowercased()
                if spellings[key] == nil { labels.append(label) }
                if spellings[key]?.contains(label) != true { spellings[key, default: []].append(label) }
            }
            guard labels.count <= spec.limits.columns else {
                throw WeirError(
                    .parseTooManyColumns,
                    "the inputs up to this one have more than \(spec.limits.columns) different columns",
                    hint: "raise limits.columns, if they are meant to form one table",
                    position: WeirError.Position(file: source.info.name))
            }
        }
        let header = TableHeader(labels: labels, isPresent: true, prologue: [], line: 1, fieldCount: labels.count)
        schema = TableSchema.inferred(from: header, reserving: spec.write.generated.columns.items.map(\.name))
        schema.fieldsMatch = .superset
        for (index, label) in labels.enumerated() where schema.fields.indices.contains(index) {
            let name = schema.fields[index].name
            schema.fields[index].aliases = (spellings[label.lowercased()] ?? []).filter { $0 != name }
        }
    }

    /// The labels of one input.
    private static func labels(
        of source: ResolvedSource, _ input: OpenedInput, _ index: Int, _ spec: PipelineSpec
    ) throws -> [String] {
        let pool = BufferPool()
        var file = FileSource([source], pool: pool)
        var decoder = try DecodeStage(
            input.sheets.isEmpty ? spec.decode : DecodeSettings(), sources: [source.info], pool: pool,
            inflation: spec.limits.inflation)
        var parser = parser(of: input, index, spec, pool)
        while let chunk = try file.next() {
            try decoder.push(chunk)
            while let text = try decoder.next() {
                try parser.push(text)
                if let batch = try parser.next() { return batch.header.labels }
            }
        }
        return []
    }

    private static func parser(
        of input: OpenedInput, _ index: Int, _ spec: PipelineSpec, _ pool: BufferPool
    ) -> any RecordParser & ~Copyable {
        // The first batch says what the header is, so it should be small.
        let limits = ParseLimits(
            batchBytes: 1 << 10, recordBytes: spec.limits.recordBytes.bytes, columns: spec.limits.columns)
        let infos = [input.sources[index].info]
        switch input.format {
        case .csv, .tsv:
            var parse = spec.parse
            parse.format = input.format
            return DelimitedParser(dialect: parse.compiledDialect, limits: limits, sources: infos, pool: pool)
        case .jsonl, .ndjson: return JSONLinesParser(limits: limits, sources: infos, pool: pool)
        case .xlsx:
            let memory = StringMemory(
                bytes: spec.limits.memory.bytes / 4, spillFolder: spec.limits.keySpillFolder,
                spill: SpillBudget(byteLimit: spec.limits.spillBytes.bytes))
            return SheetParser(
                [input.sheets[index]], settings: spec.parse, memory: memory, limits: limits, pool: pool)
        }
    }
}
