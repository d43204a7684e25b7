internal import WeirDecode
internal import WeirFlow
internal import WeirModel
internal import WeirParse
internal import WeirRead
internal import WeirSQLite
internal import WeirSpec
internal import WeirValidate

/// Reads the tables that foreign keys refer to, one after the other, before the rows that refer to them.
struct ReferenceReader: Sendable {
    let parts: PipelineParts
    let limits: FlowLimits
    let stop: StopSignal
    let watch: ReferenceWatch

    /// Reads all tables.
    ///
    /// - Returns: their keys; `nil` if there is nothing to read.
    func read() async throws -> ReferenceKeys? {
        guard !parts.references.isEmpty else { return nil }
        let keys = ReferenceKeys(parts.plan, limits: parts.spec.limits.keyLimits(parts.spill))
        defer { watch.end() }
        for reading in parts.references {
            let monitor = watch.begin(reading)
            try await withFlow(limits: limits, monitor: monitor, stop: stop) { flow in
                build(flow, reading, into: keys)
            }
            for target in reading.targets {
                if let note = reading.note(on: keys.keyless(of: target), of: parts.plan.targets[target]) {
                    watch.note(note)
                }
            }
        }
        return keys
    }

    private func build(_ flow: FlowBuilder, _ reading: ReferenceReading, into keys: ReferenceKeys) {
        let parts = parts.reading(reading)
        let text: FlowStream<ByteChunk>
        if case .table(let location) = reading.origin {
            text = flow.read("read") { TableSource(location, pool: parts.pool) }
        } else {
            let bytes = flow.read("read") { parts.source() }
            text = flow.stage("decode", bytes) { try parts.decoder() }
        }
        let records = flow.stage("parse", text) { parts.parser() }
        let validator = Validator(
            plan: reading.plan, pool: parts.pool, sources: reading.sources, keepsColumns: false,
            usesVectors: parts.kernel != .portable)
        let checked = flow.fanOut("validate", records, validator)
        flow.sink("keys", checked) { ReferenceCollector(keys, targets: reading.targets) }
    }
}

extension ReferenceReading {
    /// What is to be said of the records of a file that nothing can refer to.
    ///
    /// Those of the table itself have their issues in the run, and a database may have as many nulls as it likes.
    fileprivate func note(on keyless: KeylessRecords, of target: ReferenceTarget) -> String? {
        guard case .files = origin, !target.resource.isEmpty, let first = keyless.first else { return nil }
        let names = target.fields.joined(separator: ", ")
        let key = target.fields.count == 1 ? names : "(\(names))"
        let place = sources.count == 1 ? "" : " of \(sources[first.source].name)"
        return "\(target.resource): \(keyless.count) of \(keyless.records) records have no \(key) that can be read, so "
            + "nothing can refer to them; the first is row \(first.record + 1)\(place)"
    }
}

extension PipelineParts {
    /// What the stages are made of that read a table which is referred to.
    fileprivate func reading(_ reference: ReferenceReading) -> PipelineParts {
        var parts = self
        parts.plan = reference.plan
        parts.recordLimit = nil
        switch reference.origin {
        case .files(let input, let decode, let parse):
            (parts.sources, parts.sheets) = (input.sources, input.sheets)
            (parts.spec.decode, parts.spec.parse) = (decode, parse)
            parts.spec.parse.format = input.format
        case .table(let location):
            parts.sources = [ResolvedSource(origin: .file(path: location.path), info: reference.sources[0])]
            parts.sheets = []
            parts.spec.parse = ParseSettings()
        }
        return parts
    }
}

/// Hands out a table of a database as text.
private struct TableSource: Source, ~Copyable {
    private let location: TableLocation
    private let pool: BufferPool
    private var reader: TableReader?
    private var offset = 0
    private var hasEnded = false

    init(_ location: TableLocation, pool: BufferPool) {
        self.location = location
        self.pool = pool
    }

    mutating func next() throws -> ByteChunk? {
        guard !hasEnded else { return nil }
        do throws(TableReadFailure) {
            if reader == nil { reader = try TableReader(location) }
            let bytes = try reader?.next(pool: pool)
            hasEnded = bytes == nil
            let chunk = ByteChunk(bytes: bytes ?? Bytes(), source: 0, offset: offset, endsSource: hasEnded)
            offset += chunk.bytes.count
            return chunk
        } catch {
            throw WeirError(
                .validateReferenceUnreadable, "\(location.description) cannot be read: \(error.message)",
                hint: "foreign keys refer to it; see validate.references",
                position: WeirError.Position(file: location.path))
        }
    }
}
