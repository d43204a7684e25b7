import WeirModel

@testable import WeirParse

/// Everything the parser says of a text, in a form that can be compared and read.
struct ParsedTable: Equatable, CustomStringConvertible {
    struct Fault: Equatable {
        var record: Int
        var column: Int
        var code: IssueCode
        var byteOffset: Int
    }

    var labels: [String] = []
    var rows: [[String]] = []
    var records: [String] = []
    var lines: [Int] = []
    var faults: [Fault] = []
    var skipped = SkipCounts()
    var epilogue = ""
    var prologue = ""
    var sourcesEnded = 0

    var description: String {
        rows.map { $0.map(\.debugDescription).joined(separator: " | ") }.joined(separator: "\n")
            + "\n\(faults) \(skipped)"
    }

    /// Parses `text` that arrives in chunks of the given sizes, the last one repeated.
    static func parse(
        _ text: [UInt8],
        dialect: Dialect = Dialect(),
        limits: ParseLimits = ParseLimits(),
        chunks: Int = 1 << 20,
        expectedFields: Int? = nil,
        encodingFaults: [EncodingFault] = [],
        kernel: ScanKernel = .best
    ) throws -> ParsedTable {
        let pool = BufferPool()
        var parser = DelimitedParser(
            dialect: dialect,
            limits: limits,
            expectedFields: expectedFields,
            sources: [SourceInfo(name: "test.csv", byteCount: text.count)],
            kernel: kernel,
            pool: pool
        )
        var table = ParsedTable()
        var start = 0
        repeat {
            let end = min(start + chunks, text.count)
            let faults = encodingFaults.filter { (start..<end).contains($0.offset) }
            parser.push(
                ByteChunk(
                    bytes: Bytes(copying: text[start..<end], pool: pool),
                    source: 0,
                    offset: start,
                    endsSource: end == text.count,
                    faults: faults
                )
            )
            while let batch = try parser.next() { table.add(batch, dialect: dialect) }
            start = end
        } while start < text.count
        parser.finish()
        while let batch = try parser.next() { table.add(batch, dialect: dialect) }
        return table
    }

    static func parse(
        _ text: String,
        dialect: Dialect = Dialect(),
        limits: ParseLimits = ParseLimits(),
        chunks: Int = 1 << 20,
        expectedFields: Int? = nil
    ) throws -> ParsedTable {
        try parse(
            Array(text.utf8), dialect: dialect, limits: limits, chunks: chunks, expectedFields: expectedFields)
    }

    private mutating func add(_ batch: RecordBatch, dialect: Dialect) {
        labels = batch.header.labels
        prologue = String(decoding: batch.header.prologue, as: UTF8.self)
        let firstRow = rows.count
        let text = batch.bytes.array
        for row in 0..<batch.rowCount {
            let range = batch.recordRange(ofRow: row)
            records.append(String(decoding: text[range], as: UTF8.self))
            lines.append(batch.firstLine + batch.lineEnds(in: 0..<range.lowerBound) + 1)
            rows.append(Self.cells(of: batch, row: row, text: text, dialect: dialect))
        }
        for fault in batch.faults {
            faults.append(
                Fault(
                    record: firstRow + fault.row,
                    column: fault.column,
                    code: fault.code,
                    byteOffset: fault.byteOffset
                )
            )
        }
        skipped += batch.skipped
        epilogue += batch.epilogue.text
        if batch.endsSource { sourcesEnded += 1 }
        precondition(batch.firstRecord == firstRow)
    }

    private static func cells(of batch: RecordBatch, row: Int, text: [UInt8], dialect: Dialect) -> [String] {
        func value(_ start: Int, _ end: Int, _ unescape: Bool) -> String {
            guard unescape else { return String(decoding: text[start..<end], as: UTF8.self) }
            return text.withUnsafeBufferPointer {
                String(decoding: FieldText.resolve($0, start..<end, dialect: dialect), as: UTF8.self)
            }
        }
        switch batch.layout {
        case .rectangular(let ends, let columns, _, _):
            return (0..<columns).map { column in
                let index = row * columns + column
                var start = index == 0 ? 0 : Int(ends[index - 1]) + 1
                var end = Int(ends[index])
                if column == columns - 1, end < text.count, text[end] == 0x0A, end > start, text[end - 1] == 0x0D {
                    end -= 1
                }
                var isQuoted = false
                if let quote = dialect.quote, start < end, text[start] == quote {
                    start += 1
                    end -= 1
                    isQuoted = true
                }
                return value(start, end, isQuoted)
            }
        case .general(let layout):
            return (Int(layout.rowFirstField[row])..<Int(layout.rowFirstField[row + 1])).map { index in
                let end = layout.fieldEnds[index]
                return value(
                    Int(layout.fieldStarts[index]),
                    Int(end & ~GeneralLayout.needsUnescape),
                    end & GeneralLayout.needsUnescape != 0
                )
            }
        }
    }
}
