import WeirModel

/// Writes accepted rows as delimited text (RFC 4180), in any dialect.
///
/// A missing value is an empty cell and an empty text is `""`, so that they stay two things; where the only cell of a
/// row is a missing value it is `""` too, because an empty line would be no row. Where a text stands for a missing value,
/// a value that is that text is quoted.
struct CSVEncoder: BatchEncoder {
    let form: CSVForm
    let pool: BufferPool

    func encode(_ batch: CheckedBatch) -> EncodedBatch.Payload {
        .bytes(
            batch.withView { view in
                var text = RowText(capacity: batch.records.bytes.count + 4096, pool: pool)
                for row in view.accepted.indices where view.accepted[row] != 0 {
                    for (index, column) in view.columns.enumerated() {
                        if index > 0 { text.append(form.delimiter) }
                        if column.validity[row] != 0 {
                            append(column, row, view, to: &text)
                        } else if !form.null.isEmpty {
                            text.append(form.null)
                        } else if view.columns.count == 1 {
                            text.append([form.quote, form.quote])
                        }
                    }
                    endLine(&text)
                }
                return text.freeze()
            }
        )
    }

    /// What stands before the first row: the line with the names of the columns, if there is to be one.
    func header(_ columns: [ColumnInfo]) -> Bytes {
        var line = RowText(capacity: 4096, pool: pool)
        line.append(form.mark)
        guard form.hasHeader else { return line.freeze() }
        for (index, column) in columns.enumerated() {
            if index > 0 { line.append(form.delimiter) }
            var name = column.name
            name.withUTF8 { append($0, to: &line) }
        }
        if !columns.isEmpty { endLine(&line) }
        return line.freeze()
    }

    @inline(__always)
    func endLine(_ text: inout RowText) {
        if form.endsWithCRLF { text.append(UInt8(ascii: "\r")) }
        text.append(UInt8(ascii: "\n"))
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
    func append(_ cell: UnsafeBufferPointer<UInt8>, to text: inout RowText) {
        let isFormula = form.isFormula(cell)
        guard isFormula || cell.isEmpty || needsQuotes(cell) else { return text.append(cell) }
        let (quote, escape) = (form.quote, form.escape)
        text.write(atMost: cell.count * 2 + 3) { target in
            var count = 1
            target[0] = quote
            if isFormula {
                // A spreadsheet program takes what follows an apostrophe for text.
                target[1] = UInt8(ascii: "'")
                count = 2
            }
            for byte in cell {
                if byte == quote || byte == escape {
                    target[count] = escape ?? quote
                    count &+= 1
                }
                target[count] = byte
                count &+= 1
            }
            target[count] = quote
            return count &+ 1
        }
    }

    /// Looks at every byte without a branch, which the compiler turns into vector instructions.
    @inline(__always)
    private func needsQuotes(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        let (delimiter, quote) = (form.delimiter, form.quote)
        let escape = form.escape ?? quote
        var found: UInt8 = !form.null.isEmpty && cell.elementsEqual(form.null) ? 1 : 0
        for byte in cell {
            found |= byte == delimiter ? 1 : 0
            found |= byte == quote ? 1 : 0
            found |= byte == escape ? 1 : 0
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
