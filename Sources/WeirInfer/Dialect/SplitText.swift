import WeirModel
import WeirParse

/// Text split into records and cells by a dialect, with the project's own parser.
struct SplitText {
    /// One record.
    struct Record {
        /// Its bytes, the line end included.
        var range: Range<Int>
        /// The physical line that it starts on, from 0.
        var line: Int
        /// The text of each cell, quotes left out, escapes unresolved.
        var cells: [Range<Int>]
        /// Whether it has a quote out of place, or is too long.
        var isFaulty = false
    }

    /// The text.
    let bytes: [UInt8]
    /// The records in order; blank lines are none.
    private(set) var records: [Record] = []

    /// Splits a text.
    ///
    /// - Parameters:
    ///   - width: how many cells a record should have; `nil`: as many as the first.
    ///   - limit: after how many records to stop.
    init(_ bytes: [UInt8], dialect: Dialect, width: Int? = nil, limit: Int = .max) {
        self.bytes = bytes
        var dialect = dialect
        dialect.hasHeader = false
        var parser = DelimitedParser(dialect: dialect, limits: .sample, expectedFields: width)
        parser.push(ByteChunk(bytes: Bytes(copying: bytes), source: 0, offset: 0, endsSource: true))
        while records.count < limit, let batch = try? parser.next() { append(batch) }
    }

    /// The bytes of a cell.
    func cell(_ range: Range<Int>) -> ArraySlice<UInt8> { bytes[range] }

    private mutating func append(_ batch: RecordBatch) {
        let base = batch.byteOffset
        let faulty = Set(batch.faults.map(\.row))
        var line = batch.firstLine
        var counted = 0
        for row in 0..<batch.rowCount {
            let range = batch.recordRange(ofRow: row)
            line += batch.lineEnds(in: counted..<range.lowerBound)
            counted = range.lowerBound
            let cells = batch.cells(ofRow: row).map { $0.lowerBound + base..<$0.upperBound + base }
            records.append(
                Record(
                    range: range.lowerBound + base..<range.upperBound + base, line: line, cells: cells,
                    isFaulty: faulty.contains(row)))
        }
    }
}

extension ParseLimits {
    /// Room for whatever a sample may hold.
    static let sample = ParseLimits(batchBytes: 256 << 10, recordBytes: 64 << 20, columns: 100_000)
}

extension RecordBatch {
    /// The bounds of the cells of a record in `bytes`, quotes left out.
    func cells(ofRow row: Int) -> [Range<Int>] {
        switch layout {
        case .rectangular(let ends, let columns, let hasQuotes, _):
            var start = recordRange(ofRow: row).lowerBound
            return (0..<columns).map { column in
                var end = Int(ends[row * columns + column])
                defer { start = Int(ends[row * columns + column]) + 1 }
                if column == columns - 1, end > start, end < bytes.count, bytes[end] == 0x0A, bytes[end - 1] == 0x0D {
                    end -= 1
                }
                let isQuoted = hasQuotes && end - start >= 2 && bytes[start] == quote
                return isQuoted ? start + 1..<end - 1 : start..<max(end, start)
            }
        case .general(let general):
            let fields = Int(general.rowFirstField[row])..<Int(general.rowFirstField[row + 1])
            return fields.map { field in
                let start = Int(general.fieldStarts[field])
                return start..<max(Int(general.fieldEnds[field] & ~GeneralLayout.needsUnescape), start)
            }
        }
    }
}
