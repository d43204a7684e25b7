import WeirModel

/// Writes accepted rows as delimited text (RFC 4180), with LF behind each.
///
/// A missing value is an empty cell and an empty text is `""`, so that they stay two things; where the only cell of a
/// row is a missing value it is `""` too, because an empty line would be no row.
struct CSVEncoder: BatchEncoder {
    let delimiter: UInt8
    let pool: BufferPool

    func encode(_ batch: CheckedBatch) -> EncodedBatch.Payload {
        .bytes(
            batch.withView { view in
                var text = RowText(capacity: batch.records.bytes.count + 4096, pool: pool)
                for row in view.accepted.indices where view.accepted[row] != 0 {
                    for (index, column) in view.columns.enumerated() {
                        if index > 0 { text.append(delimiter) }
                        if column.validity[row] != 0 {
                            append(column, row, view, to: &text)
                        } else if view.columns.count == 1 {
                            text.append(#""""#.utf8)
                        }
                    }
                    text.append(UInt8(ascii: "\n"))
                }
                return text.freeze()
            }
        )
    }

    /// The line with the names of the columns; empty when there are none.
    func header(_ columns: [ColumnInfo]) -> Bytes {
        var line = RowText(capacity: 4096, pool: pool)
        for (index, column) in columns.enumerated() {
            if index > 0 { line.append(delimiter) }
            var name = column.name
            name.withUTF8 { append($0, to: &line) }
        }
        if !columns.isEmpty { line.append(UInt8(ascii: "\n")) }
        return line.freeze()
    }

    @inline(__always)
    private func append(_ column: BatchView.Column, _ row: Int, _ view: BatchView, to text: inout RowText) {
        let value = column.values
        switch column.type {
        case .integer:
            text.write(atMost: DecimalText.maximumLength) { DecimalText.write(Int64(bitPattern: value[row]), to: $0) }
        case .number:
            let written = view.text(column.slices[row])
            if NumberText.isPlain(written) {
                text.append(written)
            } else {
                text.append(NumberText.shortest(Double(bitPattern: value[row])).utf8)
            }
        case .boolean:
            text.append((value[row] != 0 ? "true" : "false").utf8)
        case .text, .json, .list:
            append(view.text(column.slices[row]), to: &text)
        case .date, .datetime, .time:
            if column.isCanonical {
                append(view.text(column.slices[row]), to: &text)
            } else {
                text.append(moment: value[row], of: column.type)
            }
        }
    }

    @inline(__always)
    private func append(_ cell: UnsafeBufferPointer<UInt8>, to text: inout RowText) {
        guard cell.isEmpty || needsQuotes(cell) else { return text.append(cell) }
        text.write(atMost: cell.count * 2 + 2) { target in
            var count = 1
            target[0] = UInt8(ascii: "\"")
            for byte in cell {
                target[count] = byte
                count &+= 1
                if byte == UInt8(ascii: "\"") {
                    target[count] = byte
                    count &+= 1
                }
            }
            target[count] = UInt8(ascii: "\"")
            return count &+ 1
        }
    }

    /// Looks at every byte without a branch, which the compiler turns into vector instructions.
    @inline(__always)
    private func needsQuotes(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        var found: UInt8 = 0
        for byte in cell {
            found |= byte == delimiter ? 1 : 0
            found |= byte == UInt8(ascii: "\"") ? 1 : 0
            found |= byte == UInt8(ascii: "\n") ? 1 : 0
            found |= byte == UInt8(ascii: "\r") ? 1 : 0
        }
        return found != 0
    }
}

extension RowText {
    /// Appends the ISO form of a date, of a time of day, or of both.
    @inline(__always)
    mutating func append(moment value: UInt64, of type: ColumnType) {
        write(atMost: ISOText.maximumLength) { ISOText.write(Int64(bitPattern: value), as: type, to: $0) }
    }
}
