internal import WeirModel
internal import WeirParse
internal import WeirSpec
internal import WeirValidate

/// The parser of a run: a format of files is chosen here, and nowhere else.
extension PipelineParts {
    func recordParser() -> any RecordParser & ~Copyable {
        switch spec.parse.format {
        case .csv, .tsv: delimitedParser()
        case .jsonl, .ndjson: jsonLinesParser()
        case .xlsx:
            sheetParser(
                sheets, spec.parse, limits: parseLimits,
                expectedFields: plan.isInferred ? nil : plan.dataFieldCount)
        }
    }

    private func jsonLinesParser() -> JSONLinesParser {
        let names =
            plan.isInferred
            ? .ofData
            : MemberNames(
                cellCount: plan.dataFieldCount, refusesOthers: plan.refusesUnknownLabels, cell: plan.cellFinder())
        return JSONLinesParser(names: names, limits: parseLimits, sources: sourceInfos, pool: pool)
    }

    /// A parser for sheets.
    func sheetParser(
        _ sheets: [SheetSource], _ settings: ParseSettings, limits: ParseLimits, expectedFields: Int?
    ) -> SheetParser {
        let memory = StringMemory(
            bytes: spec.limits.memory.bytes / 4, spillFolder: spec.limits.keySpillFolder, spill: spill)
        return SheetParser(
            sheets, settings: settings, memory: memory, limits: limits, expectedFields: expectedFields, pool: pool)
    }

    private func delimitedParser() -> DelimitedParser {
        DelimitedParser(
            dialect: spec.parse.compiledDialect,
            limits: parseLimits,
            expectedFields: plan.isInferred ? nil : plan.dataFieldCount,
            sources: sourceInfos,
            kernel: kernel,
            pool: pool
        )
    }

    private var parseLimits: ParseLimits {
        var limits = ParseLimits(
            batchBytes: spec.limits.bytesPerBatch,
            recordBytes: spec.limits.recordBytes.bytes,
            columns: spec.limits.columns
        )
        limits.addedValues =
            plan.isInferred ? spec.write.generated.columns.items.count : plan.columns.count - plan.dataFieldCount
        return limits
    }
}
