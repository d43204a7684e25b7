import Testing
import WeirModel
import WeirTestKit
import WeirZip

@testable import WeirParse

/// What the parser makes of a sheet, in a form that can be compared and read.
struct SheetRun: Equatable {
    struct Fault: Equatable {
        var row: Int
        var column: Int
        var code: IssueCode
    }

    var labels: [String] = []
    var rows: [[String]] = []
    var sheetRows: [Int] = []
    var faults: [Fault] = []
    var skipped = SkipCounts()
    var prologue = ""
    var records = ""
    var epilogue = ""

    /// Reads a sheet of a workbook, its XML cut into chunks of one size.
    static func read(
        _ workbook: WorkbookWriter, sheet choice: String? = nil, chunk: Int = 1 << 20,
        limits: ParseLimits = ParseLimits(), memory: StringMemory = StringMemory(), expectedFields: Int? = nil,
        _ change: (inout ParseSettings) -> Void = { _ in }
    ) throws -> SheetRun {
        let folder = try TemporaryFolder()
        try workbook.write(to: folder("a.xlsx"))
        return try read(
            folder("a.xlsx"), sheet: choice, chunk: chunk, limits: limits, memory: memory,
            expectedFields: expectedFields, change)
    }

    /// Reads a sheet of a file.
    static func read(
        _ path: String, sheet choice: String? = nil, chunk: Int = 1 << 20, limits: ParseLimits = ParseLimits(),
        memory: StringMemory = StringMemory(), expectedFields: Int? = nil,
        _ change: (inout ParseSettings) -> Void = { _ in }
    ) throws -> SheetRun {
        let workbook = try Workbook(path: path)
        let sheet = try workbook.sheet(choice)
        _ = try workbook.place(of: sheet)
        guard let part = sheet.part, let entry = try workbook.package.archive.entry(named: part) else {
            return SheetRun()
        }
        let xml = try workbook.package.archive.contents(of: entry, limit: 64 << 20)
        var settings = ParseSettings()
        settings.format = .xlsx
        change(&settings)
        var parser = SheetParser(
            [SheetSource(workbook: workbook, sheet: sheet)], settings: settings, memory: memory, limits: limits,
            expectedFields: expectedFields)
        var run = SheetRun()
        var start = 0
        repeat {
            let end = min(start + chunk, xml.count)
            try parser.push(
                ByteChunk(
                    bytes: Bytes(copying: xml[start..<end]), source: 0, offset: start, endsSource: end == xml.count))
            while let batch = try parser.next() { run.add(batch) }
            start = end
        } while start < xml.count
        return run
    }

    private mutating func add(_ batch: RecordBatch) {
        labels = batch.header.labels
        prologue = String(decoding: batch.header.prologue, as: UTF8.self)
        #expect(batch.firstRecord == rows.count)
        let bytes = batch.bytes.array
        for fault in batch.faults {
            #expect(fault.row < batch.rowCount && fault.valueRange.upperBound <= bytes.count)
            faults.append(Fault(row: rows.count + fault.row, column: fault.column, code: fault.code))
        }
        for row in 0..<batch.rowCount {
            sheetRows.append(batch.sheetRows.map { Int($0[row]) } ?? 0)
            rows.append(cells(of: batch, row, bytes))
            records += String(decoding: bytes[batch.recordRange(ofRow: row)], as: UTF8.self)
        }
        skipped += batch.skipped
        epilogue += batch.epilogue.text
    }

    private func cells(of batch: RecordBatch, _ row: Int, _ bytes: [UInt8]) -> [String] {
        func text(_ range: Range<Int>) -> String {
            bytes.withUnsafeBufferPointer { CSVField.text(of: UnsafeBufferPointer(rebasing: $0[range])) }
        }
        switch batch.layout {
        case .rectangular(let ends, let columns, _, _):
            return (row * columns..<(row + 1) * columns).map { index in
                text((index == 0 ? 0 : Int(ends[index - 1]) + 1)..<Int(ends[index]))
            }
        case .general(let layout):
            return (Int(layout.rowFirstField[row])..<Int(layout.rowFirstField[row + 1])).map { index in
                let (start, raw) = (Int(layout.fieldStarts[index]), layout.fieldEnds[index])
                let end = Int(raw & ~GeneralLayout.needsUnescape)
                let isQuoted = start > 0 && bytes[start - 1] == CSVField.quote
                return isQuoted ? text(start - 1..<end + 1) : text(start..<end)
            }
        }
    }
}
