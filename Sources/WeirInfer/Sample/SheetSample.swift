import WeirDecode
import WeirFlow
import WeirModel
import WeirParse
import WeirRead

/// The first rows of a sheet as lines of text with commas, so that what is inferred of text is inferred of them.
///
/// A line has the number of its row: rows without a value are empty lines. Rows of several cells are as wide as the
/// widest; a title of one cell is not.
struct SheetSample {
    /// The lines.
    private(set) var bytes: [UInt8] = []
    /// How many cells the widest row has.
    private(set) var width = 1
    /// Whether these are all rows of the sheet.
    private(set) var isComplete = false

    /// Reads rows.
    ///
    /// - Parameter limit: about how many bytes to read, at least one row.
    /// - Throws: what reading a sheet throws.
    init(_ source: ResolvedSource, _ sheet: SheetSource, limit: Int) throws {
        let pool = BufferPool()
        var settings = ParseSettings()
        settings.format = .xlsx
        settings.dialect.header = false
        var file = FileSource([source], pool: pool)
        var decoder = try DecodeStage(DecodeSettings(), sources: [source.info], pool: pool, refusesOthers: false)
        var parser = SheetParser([sheet], settings: settings, limits: .sample, pool: pool)
        var rows: [(number: Int, cells: Int, record: [UInt8])] = []
        var size = 0
        reading: while let chunk = try file.next() {
            try decoder.push(chunk)
            while let text = try decoder.next() {
                try parser.push(text)
                while let batch = try parser.next() {
                    for row in 0..<batch.rowCount {
                        let record = batch.record(ofRow: row).array
                        rows.append((batch.sheetRows.map { Int($0[row]) } ?? row + 1, batch.cells(ofRow: row), record))
                        size += record.count
                    }
                    isComplete = batch.endsSource
                }
                if size >= limit { break reading }
            }
        }
        width = rows.map(\.cells).max() ?? 1
        var line = 1
        for row in rows {
            bytes += [UInt8](repeating: 0x0A, count: max(row.number - line, 0))
            line = row.number + 1
            bytes += row.record.dropLast()
            if row.cells > 1 { bytes += [UInt8](repeating: UInt8(ascii: ","), count: width - row.cells) }
            bytes.append(0x0A)
        }
    }
}

extension RecordBatch {
    /// How many cells a record has up to the last one with a text.
    fileprivate func cells(ofRow row: Int) -> Int {
        switch layout {
        case .general(let layout): Int(layout.rowFirstField[row + 1]) - Int(layout.rowFirstField[row])
        case .rectangular(_, let columns, _, _): columns
        }
    }
}
