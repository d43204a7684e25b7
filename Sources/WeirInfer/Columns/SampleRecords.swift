import WeirFlow
import WeirModel
import WeirParse

/// The records of a sample, read as a run would read them.
struct SampleRecords {
    /// The records in batches.
    private(set) var batches: [SampleBatch] = []
    /// The header of the input.
    private(set) var header: TableHeader
    /// How many records there are.
    private(set) var count = 0
    /// How many of them a run would reject for their shape alone.
    private(set) var unsound = 0
    /// The longest record, in bytes.
    private(set) var longestRecord = 0
    /// Whether these are all records of the input.
    let isComplete: Bool
    /// How many parts of the sample could not be used, since no record was found to start in them.
    private(set) var unusedParts = 0
    private let pool = BufferPool()

    /// Reads the records.
    ///
    /// - Throws: `infer.noTable`.
    init(_ parts: [TextPart], settings: ParseSettings, width: Int, name: String) throws {
        isComplete = parts.count == 1 && parts[0].endsInput
        header = TableHeader(labels: [], isPresent: false, prologue: [], line: 0, fieldCount: width)
        for (index, part) in parts.enumerated() {
            var dialect = settings.compiledDialect
            if !part.endsInput { dialect.footerLines = 0 }
            if index == 0 {
                let expected = dialect.hasHeader ? nil : width
                if let found = try read(part, dialect, expected: expected) { header = found }
            } else {
                dialect.hasHeader = false
                dialect.preambleLines = 0
                dialect.commentRows = []
                dialect.endsAtRepeatedHeader = false
                if let aligned = Self.aligned(part, dialect: dialect, width: width) {
                    _ = try read(aligned, dialect, expected: width)
                } else {
                    unusedParts += 1
                }
            }
        }
        guard count > 0 || settings.dialect.header else {
            throw WeirError(
                .inferNoTable, "no record was found", position: WeirError.Position(file: name))
        }
    }

    /// Reads a sample of JSON Lines.
    ///
    /// - Throws: `infer.noTable`.
    init(jsonLines parts: [TextPart], name: String) throws {
        isComplete = parts.count == 1 && parts[0].endsInput
        var labels: [String] = []
        var cells: [String: Int] = [:]
        for label in parts.flatMap({ JSONLinesParser.members(in: $0.bytes) }) where cells[label] == nil {
            cells[label] = labels.count
            labels.append(label)
        }
        header = TableHeader(labels: labels, isPresent: true, prologue: [], line: 1, fieldCount: labels.count)
        guard !labels.isEmpty else {
            throw WeirError(
                .inferNoTable, "no object with a member was found", position: WeirError.Position(file: name))
        }
        let places = cells
        let names = MemberNames(cellCount: labels.count, refusesOthers: true) { places[$0] }
        for part in parts {
            _ = try read(part, with: JSONLinesParser(names: names, limits: .sample, pool: pool), width: labels.count)
        }
    }

    /// Reads a part of delimited text, and returns its header.
    private mutating func read(_ part: TextPart, _ dialect: Dialect, expected: Int?) throws -> TableHeader? {
        let parser = DelimitedParser(dialect: dialect, limits: .sample, expectedFields: expected, pool: pool)
        return try read(part, with: parser, width: nil)
    }

    /// Reads a part, and returns its header.
    ///
    /// - Parameter width: how many cells a record has; `nil` if the header says so.
    private mutating func read(
        _ part: TextPart, with parser: consuming some RecordParser & ~Copyable, width: Int?
    ) throws -> TableHeader? {
        var header: TableHeader?
        try parser.push(
            ByteChunk(
                bytes: Bytes(copying: part.bytes, pool: pool), source: 0, offset: 0, endsSource: true,
                faults: part.faults))
        while var batch = try parser.next() {
            header = header ?? batch.header
            // The last record of a part may be cut off inside quotes.
            if !part.endsInput, batch.endsSource, batch.rowCount > 0 { batch = batch.prefix(batch.rowCount - 1) }
            guard batch.rowCount > 0 else { continue }
            for row in 0..<batch.rowCount { longestRecord = max(longestRecord, batch.recordRange(ofRow: row).count) }
            let sample = try SampleBatch(batch, width: width ?? batch.header.fieldCount, pool: pool)
            count += batch.rowCount
            unsound += sample.isSound.count { !$0 }
            batches.append(sample)
        }
        return header
    }

    /// The part from a place where records start: a line may be the middle of a quoted cell.
    private static func aligned(_ part: TextPart, dialect: Dialect, width: Int) -> TextPart? {
        var part = part
        for _ in 0..<64 where !part.bytes.isEmpty {
            let first = SplitText(
                part.bytes.count > 1 << 16 ? Array(part.bytes.prefix(1 << 16)) : part.bytes,
                dialect: dialect, width: width, limit: 3)
            let start = first.records.prefix(3)
            if !start.isEmpty, start.allSatisfy({ $0.cells.count == width && !$0.isFaulty }) { return part }
            part.dropFirstLine()
        }
        return nil
    }
}
