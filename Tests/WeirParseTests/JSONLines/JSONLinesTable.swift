import WeirModel

@testable import WeirParse

/// Everything the parser says of JSON Lines, in a form that can be compared and read.
struct JSONLinesTable: Equatable {
    struct Fault: Equatable {
        var record: Int
        var column: Int
        var code: IssueCode
        var text: String
        var byteOffset: Int
    }

    var labels: [String] = []
    /// The cells of each record; `nil` is no value.
    var rows: [[String?]] = []
    var records: [String] = []
    var lines: [Int] = []
    var faults: [Fault] = []
    var blankLines = 0
    var sourcesEnded = 0

    /// Parses texts that arrive in chunks of the given size.
    static func parse(
        _ sources: [[UInt8]],
        labels: [String]? = nil,
        refusesOthers: Bool = true,
        limits: ParseLimits = ParseLimits(),
        chunks: Int = 1 << 20
    ) throws -> JSONLinesTable {
        let pool = BufferPool()
        let names = labels.map { labels in
            MemberNames(cellCount: labels.count, refusesOthers: refusesOthers) { labels.firstIndex(of: $0) }
        }
        var parser = JSONLinesParser(
            names: names ?? .ofData, limits: limits,
            sources: sources.indices.map { SourceInfo(name: "\($0).jsonl", byteCount: nil) }, pool: pool)
        var table = JSONLinesTable()
        for (source, text) in sources.enumerated() {
            var start = 0
            repeat {
                let end = min(start + chunks, text.count)
                parser.push(
                    ByteChunk(
                        bytes: Bytes(copying: text[start..<end], pool: pool), source: source, offset: start,
                        endsSource: end == text.count))
                while let batch = try parser.next() { table.add(batch) }
                start = end
            } while start < text.count
        }
        parser.finish()
        while let batch = try parser.next() { table.add(batch) }
        return table
    }

    static func parse(
        _ text: String, labels: [String]? = nil, refusesOthers: Bool = true, limits: ParseLimits = ParseLimits(),
        chunks: Int = 1 << 20
    ) throws -> JSONLinesTable {
        try parse([Array(text.utf8)], labels: labels, refusesOthers: refusesOthers, limits: limits, chunks: chunks)
    }

    private mutating func add(_ batch: RecordBatch) {
        guard case .general(let layout) = batch.layout else { preconditionFailure("every batch has explicit bounds") }
        labels = batch.header.labels
        let (firstRow, text) = (rows.count, batch.bytes.array)
        for row in 0..<batch.rowCount {
            let range = batch.recordRange(ofRow: row)
            records.append(String(decoding: text[range], as: UTF8.self))
            lines.append(batch.firstLine + batch.lineEnds(in: 0..<range.lowerBound) + 1)
            let fields = Int(layout.rowFirstField[row])..<Int(layout.rowFirstField[row + 1])
            rows.append(
                fields.map { field -> String? in
                    let end = layout.fieldEnds[field]
                    if end & GeneralLayout.noValue == GeneralLayout.noValue { return nil }
                    let raw = text[Int(layout.fieldStarts[field])..<Int(end & GeneralLayout.position)]
                    if end & GeneralLayout.needsUnescape == 0 { return String(decoding: raw, as: UTF8.self) }
                    return raw.withUnsafeBufferPointer { JSONEscapes.text($0) }
                })
        }
        for fault in batch.faults {
            faults.append(
                Fault(
                    record: firstRow + fault.row, column: fault.column, code: fault.code,
                    text: String(decoding: text[fault.valueRange], as: UTF8.self), byteOffset: fault.byteOffset))
        }
        blankLines += batch.skipped.total
        if batch.endsSource { sourcesEnded += 1 }
    }
}
