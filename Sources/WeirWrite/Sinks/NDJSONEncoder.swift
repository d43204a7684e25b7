import WeirModel

/// Writes each accepted row as a JSON object on a line of its own.
///
/// Numbers are as they were written where that is a JSON number, so no digit is lost; `NaN`, `INF` and `-INF`, which
/// JSON cannot write as numbers, are strings. Dates are ISO texts, JSON values are written as they are, lists become
/// arrays, missing values are `null`.
struct NDJSONEncoder: BatchEncoder {
    let columns: TableColumns
    let pool: BufferPool

    func encode(_ batch: CheckedBatch) -> EncodedBatch.Payload {
        let infos = columns.columns(of: batch)
        let keys = Self.keys(infos)
        let lists = infos.map { ListText($0.items ?? ListItems()) }
        let keyLength = keys.reduce(2) { $0 + $1.count }
        return .bytes(
            batch.withView { view in
                precondition(keys.count >= view.columns.count, "the batch has more columns than the table")
                let capacity = batch.records.bytes.count + keyLength * batch.acceptedCount + 4096
                var text = RowText(capacity: capacity, pool: pool)
                for row in view.accepted.indices where view.accepted[row] != 0 {
                    for (index, column) in view.columns.enumerated() {
                        keys[index].withUnsafeBufferPointer { text.append($0) }
                        if column.validity[row] != 0 {
                            append(column, row, view, lists[index], to: &text)
                        } else {
                            text.append("null".utf8)
                        }
                    }
                    text.append((view.columns.isEmpty ? "{}\n" : "}\n").utf8)
                }
                return text.freeze()
            }
        )
    }

    /// What stands before each value: `{"a":`, `,"b":` and so on.
    private static func keys(_ columns: [ColumnInfo]) -> [[UInt8]] {
        columns.enumerated().map { index, column in
            var key: [UInt8] = [index == 0 ? UInt8(ascii: "{") : UInt8(ascii: ",")]
            JSONText.append(column.name, to: &key)
            key.append(UInt8(ascii: ":"))
            return key
        }
    }

    @inline(__always)
    private func append(
        _ column: BatchView.Column, _ row: Int, _ view: BatchView, _ list: ListText, to text: inout RowText
    ) {
        let value = column.values
        switch column.type {
        case .integer:
            text.write(atMost: DecimalText.maximumLength) { DecimalText.write(Int64(bitPattern: value[row]), to: $0) }
        case .number:
            let number = Double(bitPattern: value[row])
            let written = view.text(column.slices[row])
            if NumberText.isPlain(written) {
                text.append(written)
            } else if number.isFinite {
                text.append(NumberText.shortest(number).utf8)
            } else {
                text.append("\"\(NumberText.shortest(number))\"".utf8)
            }
        case .boolean:
            text.append((value[row] != 0 ? "true" : "false").utf8)
        case .text:
            text.append(json: view.text(column.slices[row]))
        case .json:
            append(oneLine: view.text(column.slices[row]), to: &text)
        case .list:
            list.append(view.text(column.slices[row]), to: &text)
        case .date, .datetime, .time:
            if column.isCanonical {
                text.append(json: view.text(column.slices[row]))
            } else {
                text.append(UInt8(ascii: "\""))
                text.append(moment: value[row], of: column.type)
                text.append(UInt8(ascii: "\""))
            }
        }
    }

    /// A JSON value as it is written; line ends can only be between its parts, where a space will do.
    private func append(oneLine value: UnsafeBufferPointer<UInt8>, to text: inout RowText) {
        text.write(atMost: value.count) { target in
            for index in 0..<value.count {
                let byte = value[index]
                target[index] = byte == 0x0A || byte == 0x0D ? 0x20 : byte
            }
            return value.count
        }
    }
}

extension RowText {
    /// Appends a text as a JSON string.
    @inline(__always)
    mutating func append(json value: UnsafeBufferPointer<UInt8>) {
        append(UInt8(ascii: "\""))
        write(atMost: value.count * JSONText.maximumExpansion) { JSONText.escape(value, to: $0) }
        append(UInt8(ascii: "\""))
    }
}
