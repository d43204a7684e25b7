import WeirDecode
import WeirModel
public import WeirParse
public import WeirRead

extension Inference {
    /// Infers from a sheet of a workbook.
    ///
    /// - Parameters:
    ///   - source: where the bytes of the sheet are.
    ///   - sheet: the sheet.
    /// - Throws: `infer.empty`, `infer.noTable`, and what reading a sheet throws.
    public func table(of source: ResolvedSource, _ sheet: SheetSource) throws -> InferredTable {
        let sample = try SheetSample(source, sheet, limit: settings.sampleBytes)
        guard !sample.bytes.isEmpty else {
            throw WeirError(
                .inferEmpty, "the sheet \"\(sheet.sheet.name)\" has no value in it",
                position: WeirError.Position(file: source.info.name))
        }
        let stored = SamplePart(offset: 0, bytes: sample.bytes, endsInput: true)
        let part = try TextPart(stored, encoding: StoredForm.plain.encoding, pool: BufferPool())
        let dialect = Dialect()
        let shape = TableShape(
            head: HeadText.of(part.bytes, limit: Self.dialectBytes.head),
            tail: sample.isComplete ? TailText.of(part.bytes) : nil, dialect: dialect, width: sample.width)
        var text = ParseSettings(dialect, shape)
        text.dialect.commentChar = nil
        let records = try SampleRecords([part], settings: text, width: shape.width, name: source.info.name)
        var table = InferredTable()
        table.parse = text
        table.parse.dialect.delimiter = nil
        table.parse.format = .xlsx
        table.parse.sheet = sheet.sheet.name
        table.recordCount = records.count
        table.unsoundRecords = records.unsound
        table.isComplete = sample.isComplete
        table.longestRecord = records.longestRecord
        let others = sheet.workbook.sheets.count - 1
        table.parseRemarks = [
            others == 0
                ? "the only sheet of the workbook" : "one of \(Counted.of(others + 1, "sheet")) of the workbook",
            "header: \(shape.headerEvidence)",
        ]
        let count = Counted.of(records.count, "record")
        table.sampleRemark = sample.isComplete ? "the whole sheet, \(count)" : "the first \(count) of the sheet"
        try inferFields(of: &table, from: records)
        return table
    }
}
