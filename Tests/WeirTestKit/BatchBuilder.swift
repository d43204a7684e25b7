package import WeirModel

/// Makes checked batches value by value, in the most obvious way.
package struct BatchBuilder {
    /// A value of a row.
    package enum Cell: Sendable, Hashable {
        case null
        case integer(Int64)
        /// A number and the digits as written.
        case number(Double, String)
        case boolean(Bool)
        /// Days or microseconds, and the text as written.
        case moment(Int64, String)
        case text(String)
    }

    private struct Row {
        var cells: [Cell]
        var raw: [UInt8]
        var isAccepted: Bool
    }

    package var columns: [ColumnInfo]
    /// The columns whose texts are in canonical form.
    package var canonical: Set<Int> = []
    package var header: TableHeader
    package var source = 0
    package var firstRecord = 0
    package var firstLine = 1
    package var byteOffset = 0
    package var skipped = SkipCounts()
    package var epilogue = ""
    package var endsSource = false
    private var rows: [Row] = []
    private var violations: [Violation] = []

    package init(columns: [ColumnInfo], prologue: String = "h\n") {
        self.columns = columns
        header = TableHeader(
            labels: columns.map(\.name),
            isPresent: true,
            prologue: Array(prologue.utf8),
            line: 1,
            fieldCount: columns.count
        )
    }

    /// Adds a row, by default with its values in plain text as the raw record.
    package mutating func add(_ cells: [Cell], raw: String? = nil, rejectedFor code: IssueCode? = nil, column: Int = 0)
    {
        if let code { violate(code, column: column) }
        let text = raw ?? cells.map(Self.plain).joined(separator: ",") + "\n"
        rows.append(Row(cells: cells, raw: Array(text.utf8), isAccepted: code == nil))
    }

    /// Adds a violation to the row that is added next.
    package mutating func violate(_ code: IssueCode, column: Int = 0) {
        violations.append(Violation(row: rows.count, column: column, code: code, valueRange: 0..<0))
    }

    /// Makes the batch and makes the builder ready for the one behind it.
    package mutating func build() -> CheckedBatch {
        let pool = BufferPool()
        var bytes: [UInt8] = []
        var arena: [UInt8] = []
        var starts: [UInt32] = []
        var ends: [UInt32] = []
        for row in rows {
            starts.append(UInt32(bytes.count))
            bytes += row.raw
            ends.append(UInt32(bytes.count))
        }
        let built = columns.indices.map { index in
            column(index, bytes: bytes, starts: starts, ends: ends, arena: &arena)
        }
        let layout = GeneralLayout(
            fieldStarts: PooledArray(),
            fieldEnds: PooledArray(),
            rowFirstField: frozen([UInt32](repeating: 0, count: rows.count + 1), pool),
            recordStarts: frozen(starts, pool),
            recordEnds: frozen(ends, pool)
        )
        let batch = CheckedBatch(
            records: RecordBatch(
                bytes: Bytes(copying: bytes),
                source: source,
                header: header,
                firstRecord: firstRecord,
                firstLine: firstLine,
                byteOffset: byteOffset,
                rowCount: rows.count,
                layout: .general(layout),
                quote: UInt8(ascii: "\""),
                escape: nil,
                doubleQuote: true,
                skipped: skipped,
                epilogue: Bytes(copying: Array(epilogue.utf8)),
                endsSource: endsSource
            ),
            columns: built,
            arena: Bytes(copying: arena),
            accepted: frozen(rows.map { $0.isAccepted ? 1 : 0 }, pool),
            acceptedCount: rows.count { $0.isAccepted },
            violations: violations
        )
        firstRecord += rows.count
        firstLine += bytes.count { $0 == UInt8(ascii: "\n") }
        byteOffset += bytes.count
        rows = []
        violations = []
        skipped = SkipCounts()
        return batch
    }

    private func column(
        _ index: Int,
        bytes: [UInt8],
        starts: [UInt32],
        ends: [UInt32],
        arena: inout [UInt8]
    ) -> Column {
        var values: [UInt64] = []
        var slices: [TextSlice] = []
        var validity: [UInt8] = []
        for (row, entry) in rows.enumerated() {
            let cell = index < entry.cells.count ? entry.cells[index] : .null
            validity.append(cell == .null ? 0 : 1)
            values.append(Self.bits(cell))
            let text = Array(Self.plain(cell).utf8)
            // Where the raw record has the text it is taken from there, else from the arena, as validate does it.
            let record = Int(starts[row])..<Int(ends[row])
            let place = record.first {
                $0 + text.count <= record.upperBound && bytes[$0..<$0 + text.count] == text[...]
            }
            if let place {
                slices.append(TextSlice(offset: place, count: text.count))
            } else {
                slices.append(TextSlice(offset: arena.count, count: text.count, inArena: true))
                arena += text
            }
        }
        let pool = BufferPool()
        let type = columns[index].type
        return Column(
            type: type,
            values: !type.hasValues ? PooledArray() : frozen(values, pool),
            slices: type == .integer || type == .boolean ? PooledArray() : frozen(slices, pool),
            validity: frozen(validity, pool),
            isCanonical: canonical.contains(index)
        )
    }

    private static func bits(_ cell: Cell) -> UInt64 {
        switch cell {
        case .integer(let value), .moment(let value, _): UInt64(bitPattern: value)
        case .number(let value, _): value.bitPattern
        case .boolean(let value): value ? 1 : 0
        case .null, .text: 0xDEAD_BEEF
        }
    }

    private static func plain(_ cell: Cell) -> String {
        switch cell {
        case .null: ""
        case .integer(let value): "\(value)"
        case .boolean(let value): "\(value)"
        case .number(_, let text), .moment(_, let text), .text(let text): text
        }
    }

    private func frozen<Element>(_ elements: [Element], _ pool: BufferPool) -> PooledArray<Element> {
        var buffer = PooledBuffer<Element>(capacity: elements.count, pool: pool)
        buffer.append(contentsOf: elements)
        return buffer.freeze()
    }
}
