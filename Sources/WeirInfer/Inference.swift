import WeirDecode
import WeirModel
import WeirParse
public import WeirRead
import WeirValidate

/// Looks at an input and infers how to load it.
///
/// It guesses once, so that a run need not: encoding, dialect and shape by comparing how well candidates explain the
/// text, types by checking the sample with the validator that a run uses. What comes out accepts every sampled value.
public struct Inference: Sendable {
    /// How much of the dialect's evidence is read from the start of an input, and from each further part, in bytes.
    static let dialectBytes = (head: 192 << 10, part: 32 << 10)

    let settings: InferSettings

    /// Makes an inference.
    public init(_ settings: InferSettings = InferSettings()) { self.settings = settings }

    /// Infers from a file or standard input.
    ///
    /// - Throws: `infer.empty`, `infer.noTable`, and what reading and decompressing throws.
    public func table(of source: ResolvedSource) throws -> InferredTable {
        let name = source.info.name
        let sample = try SampleReader(source: source, limit: settings.sampleBytes).read()
        let encoding = try EncodingGuess(sample, name: name)
        var table = InferredTable()
        // A run must look for the archive, too.
        table.decode.compression = source.info.entry == nil ? sample.form.compression : .auto
        table.entry = source.info.entry?.name
        table.decode.encoding = encoding.encoding
        table.decodeRemark = encoding.evidence

        let parts = encoding.parts
        let other = parts.first.flatMap { OtherFormat($0.bytes) }
        if other == .jsonLines {
            try readJSONLines(parts, into: &table, sample, name: name)
            return table
        }
        if let other {
            throw WeirError(
                .inferNoTable, "this is no delimited text but \(other.rawValue)", hint: other.hint,
                position: WeirError.Position(file: name))
        }
        var texts = dialectTexts(parts)
        let separator = SeparatorLine(texts[0])
        texts[0].removeFirst(separator?.byteCount ?? 0)
        let guess = DialectGuess(texts, stated: separator?.delimiter)
        let tail = parts.last.flatMap { $0.endsInput ? TailText.of($0.bytes) : nil }
        var shape = TableShape(
            head: texts[0], tail: tail, dialect: guess.best.dialect, width: guess.best.width)
        if separator != nil { shape.addSeparatorLine() }
        table.parse = ParseSettings(guess.best.dialect, shape)

        let records = try SampleRecords(parts, settings: table.parse, width: shape.width, name: name)
        table.parseRemarks = ParseRemarks(guess: guess, shape: shape, records: records).lines
        table.count(records, of: sample)
        try inferFields(of: &table, from: records)
        return table
    }

    private func readJSONLines(
        _ parts: [TextPart], into table: inout InferredTable, _ sample: Sample, name: String
    ) throws {
        table.parse.format = .jsonl
        let records = try SampleRecords(jsonLines: parts, name: name)
        table.parseRemarks = ParseRemarks.ofJSONLines(records)
        table.count(records, of: sample)
        try inferFields(of: &table, from: records)
    }

    func inferFields(of table: inout InferredTable, from records: SampleRecords) throws {
        let names = TableSchema.inferred(from: records.header).fields.map(\.name)
        let profiles = names.indices.map { ColumnProfile(records, column: $0) }
        let matches = try TypeSearch(records, profiles: profiles).matches(tolerance: settings.tolerance)
        let delimiter = table.parse.compiledDialect.delimiter
        var columns = zip(names.indices, names).map { index, name in
            ColumnGuess(
                name: name, profile: profiles[index], matches: matches[index], settings: settings,
                isComplete: records.isComplete, splitsAtCommas: delimiter == [UInt8(ascii: ",")])
        }
        for (index, label) in records.header.labels.enumerated() where columns.indices.contains(index) {
            columns[index].nameLabel(label, among: records.header.labels)
        }
        if delimiter != [UInt8(ascii: ",")] { try PointAmbiguity.settle(&columns, in: records) }
        try FinalCheck(records).loosen(&columns, tolerance: settings.tolerance)
        table.schema = TableSchema(fields: columns.map(\.field))
        table.evidence = columns.map(\.evidence)
        HeaderFit.settle(&table, records)
    }

    /// What the dialect is judged by.
    private func dialectTexts(_ parts: [TextPart]) -> [[UInt8]] {
        let step = max((parts.count - 1) / 3, 1)
        return parts.enumerated().compactMap { index, part in
            guard index == 0 || index % step == 0 else { return nil }
            let limit = index == 0 ? Self.dialectBytes.head : Self.dialectBytes.part
            return HeadText.of(part.bytes, limit: limit)
        }
    }
}
