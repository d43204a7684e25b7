import WeirModel

@testable import WeirParse

/// The XML of a workbook: the rows of its sheet do not depend on how it is cut, or there is a name for what is wrong.
enum SheetTarget: FuzzTarget {
    private struct Rows: Equatable {
        var labels: [String] = []
        var records: [UInt8] = []
        var rows: [UInt32] = []
        var faults: [String] = []
        var skipped = 0
    }

    static func attempt(_ input: FuzzInput) {
        var input = input
        let chunk = input.choice(of: [1, 2, 3, 7, 31, 64, 65, 1000])
        let batch = input.choice(of: [1, 16, 100, 1 << 16])
        let sheet = input.part()
        let path = ScratchFolder.file(
            "a.xlsx", StoredWorkbook.bytes(sheet, strings: input.part(), styles: input.part()))
        let whole = read(path, sheet, chunk: .max, batch: 1 << 16)
        expectSame(
            read(path, sheet, chunk: chunk, batch: batch), whole, "chunks of \(chunk), batches of \(batch)")
    }

    private static func read(_ path: String, _ xml: [UInt8], chunk: Int, batch: Int) -> Result<Rows, NamedError> {
        NamedError.catching("parse.", "zip.") {
            let workbook = try Workbook(path: path)
            let sheet = try workbook.sheet(nil)
            var parser = SheetParser(
                [SheetSource(workbook: workbook, sheet: sheet)], settings: ParseSettings(),
                limits: ParseLimits(batchBytes: batch, recordBytes: 1 << 16))
            var rows = Rows()
            var (start, count) = (0, 0)
            repeat {
                let end = start + min(chunk, xml.count - start)
                try parser.push(
                    ByteChunk(
                        bytes: Bytes(copying: xml[start..<end]), source: 0, offset: start, endsSource: end == xml.count)
                )
                while let batch = try parser.next() {
                    rows.labels = batch.header.labels
                    let bytes = batch.bytes.array
                    rows.faults += batch.faults.map { "\(count + $0.row) \($0.column) \($0.code.rawValue)" }
                    for row in 0..<batch.rowCount {
                        rows.records += bytes[batch.recordRange(ofRow: row)]
                        rows.rows.append(batch.sheetRows?[row] ?? 0)
                    }
                    count += batch.rowCount
                    rows.skipped += batch.skipped.total
                }
                start = end
            } while start < xml.count
            return rows
        }
    }
}
