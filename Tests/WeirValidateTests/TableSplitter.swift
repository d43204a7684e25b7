import WeirModel
import WeirValidate

/// A small obvious splitter, so that tables can be written as text: LF or CRLF ends a record, `"` quotes.
struct TableSplitter {
    /// One cell: its bounds inside the quotes, and whether something in it is to be resolved.
    struct Cell {
        var start: Int
        var end: Int
        var isQuoted = false
        var needsUnescape = false
    }

    private(set) var bytes: [UInt8]
    private(set) var records: [(cells: [Cell], start: Int, end: Int)] = []
    /// Where each cell's separator stands.
    private(set) var ends: [UInt32] = []

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var place = 0
        while place < bytes.count {
            let start = place
            var cells: [Cell] = []
            var isOpen = true
            while isOpen {
                var cell = Cell(start: place, end: place)
                if place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
                    cell.isQuoted = true
                    place += 1
                    cell.start = place
                    while place < bytes.count {
                        if bytes[place] == UInt8(ascii: "\"") {
                            guard place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "\"") else { break }
                            cell.needsUnescape = true
                            place += 1
                        }
                        place += 1
                    }
                    cell.end = place
                    place += 1
                } else {
                    while place < bytes.count, bytes[place] != UInt8(ascii: ","), bytes[place] != 0x0A { place += 1 }
                    cell.end = place
                }
                let isCRLF = place < bytes.count && bytes[place] == 0x0D
                if isCRLF { place += 1 }
                if !cell.isQuoted, cell.end > cell.start, place < bytes.count, bytes[place] == 0x0A,
                    bytes[cell.end - 1] == 0x0D
                {
                    cell.end -= 1
                }
                cells.append(cell)
                ends.append(UInt32(place))
                isOpen = place < bytes.count && bytes[place] == UInt8(ascii: ",")
                place += 1
            }
            records.append((cells, start, min(place, bytes.count)))
        }
    }

    /// Some of the records as a batch.
    func batch(
        _ range: Range<Int>? = nil, header: [String]? = nil, rectangular: Bool, source: Int = 0,
        faults: [RecordFault] = []
    ) -> RecordBatch {
        let pool = BufferPool()
        let range = range ?? 0..<records.count
        let chosen = Array(records[range])
        let base = chosen.first?.start ?? 0
        let slice = Array(bytes[base..<(chosen.last?.end ?? 0)])
        func freeze(_ values: [UInt32]) -> PooledArray<UInt32> {
            var buffer = PooledBuffer<UInt32>(capacity: values.count, pool: pool)
            buffer.append(contentsOf: values)
            return buffer.freeze()
        }
        let shift = UInt32(base)
        let cells = chosen.flatMap(\.cells)
        let layout: RecordLayout
        if rectangular {
            let first = records[..<range.lowerBound].reduce(0) { $0 + $1.cells.count }
            layout = .rectangular(
                ends: freeze(ends[first..<first + cells.count].map { $0 - shift }),
                columns: chosen.first?.cells.count ?? 0, hasQuotes: cells.contains(where: \.isQuoted),
                hasCarriageReturns: slice.contains(0x0D))
        } else {
            var firstFields: [UInt32] = [0]
            for record in chosen { firstFields.append(firstFields[firstFields.count - 1] + UInt32(record.cells.count)) }
            layout = .general(
                GeneralLayout(
                    fieldStarts: freeze(cells.map { UInt32($0.start) - shift }),
                    fieldEnds: freeze(
                        cells.map {
                            UInt32($0.end) - shift | ($0.needsUnescape ? GeneralLayout.needsUnescape : 0)
                        }),
                    rowFirstField: freeze(firstFields),
                    recordStarts: freeze(chosen.map { UInt32($0.start) - shift }),
                    recordEnds: freeze(chosen.map { UInt32($0.end) - shift })))
        }
        let labels = header ?? []
        return RecordBatch(
            bytes: Bytes(copying: slice, pool: pool), source: source,
            header: TableHeader(
                labels: labels, isPresent: header != nil, prologue: [], line: header == nil ? 0 : 1,
                fieldCount: labels.count),
            firstRecord: range.lowerBound, firstLine: header == nil ? 0 : 1, byteOffset: base,
            rowCount: chosen.count, layout: layout, quote: UInt8(ascii: "\""), escape: nil, doubleQuote: true,
            faults: faults)
    }
}

extension CheckedBatch {
    /// A value as text: `nil` where there is none.
    func value(_ row: Int, _ column: Int) -> String? {
        let column = columns[column]
        guard column.validity[row] == 1 else { return nil }
        switch column.type {
        case .integer, .boolean, .date, .datetime, .time: return String(Int64(bitPattern: column.values[row]))
        case .number: return "\(Double(bitPattern: column.values[row]))"
        case .text, .json, .list:
            let slice = column.slices[row]
            let bytes = slice.isInArena ? arena : records.bytes
            return bytes[slice.offset..<slice.offset + Int(slice.count)].text
        }
    }

    /// The violations as short texts: row, column, code, constraint.
    var findings: [String] {
        violations.map { "\($0.row) \($0.column) \($0.code.rawValue) \($0.constraint?.rawValue ?? "-")" }
    }
}

/// Checks a table that is written as text.
func check(
    _ text: String, _ fields: [TableSchema.Field], missingValues: [String] = [""],
    policy: ViolationPolicy = .reject, rectangular: Bool = false, faults: [RecordFault] = []
) throws -> CheckedBatch {
    var settings = ValidateSettings()
    settings.onViolation = policy
    let plan = try ValidationPlan(schema: TableSchema(fields: fields, missingValues: missingValues), settings: settings)
    let batch = TableSplitter(Array(text.utf8)).batch(rectangular: rectangular, faults: faults)
    return try Validator(plan: plan, pool: BufferPool())(batch)
}

/// A field in one line.
func field(
    _ name: String, _ type: TableSchema.FieldType, _ change: (inout TableSchema.Field) -> Void = { _ in }
) -> TableSchema.Field {
    var field = TableSchema.Field(name: name, type: type)
    change(&field)
    return field
}
