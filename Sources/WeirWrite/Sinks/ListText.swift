import WeirModel

/// Writes the values of a column of lists as JSON arrays.
struct ListText: Sendable {
    private let delimiter: [UInt8]
    private let type: TableSchema.FieldType

    init(_ items: ListItems) {
        delimiter = Array(items.delimiter.utf8)
        type = items.type
    }

    /// Appends a list that has been checked; an empty text is a list without items.
    func append(_ list: UnsafeBufferPointer<UInt8>, to text: inout RowText) {
        text.append(UInt8(ascii: "["))
        if !list.isEmpty {
            var (start, place) = (0, 0)
            while place < list.count {
                guard isDelimiter(list, at: place) else {
                    place += 1
                    continue
                }
                append(item: UnsafeBufferPointer(rebasing: list[start..<place]), to: &text)
                text.append(UInt8(ascii: ","))
                place += delimiter.count
                start = place
            }
            append(item: UnsafeBufferPointer(rebasing: list[start...]), to: &text)
        }
        text.append(UInt8(ascii: "]"))
    }

    private func isDelimiter(_ list: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        guard !delimiter.isEmpty, list.count - place >= delimiter.count else { return false }
        for offset in delimiter.indices where list[place + offset] != delimiter[offset] { return false }
        return true
    }

    private func append(item: UnsafeBufferPointer<UInt8>, to text: inout RowText) {
        switch type {
        case .integer, .number:
            if NumberText.isPlain(item) { return text.append(item) }
            guard let number = Double(String(decoding: item, as: UTF8.self).lowercased()) else {
                return text.append(json: item)
            }
            if type == .integer, let whole = Int64(String(decoding: item, as: UTF8.self)) {
                text.append("\(whole)".utf8)
            } else if number.isFinite {
                text.append(NumberText.shortest(number).utf8)
            } else {
                text.append("\"\(NumberText.shortest(number))\"".utf8)
            }
        case .boolean:
            let isTrue = item.first == UInt8(ascii: "1") || item.first.map { $0 | 0x20 } == UInt8(ascii: "t")
            text.append((isTrue ? "true" : "false").utf8)
        default:
            text.append(json: item)
        }
    }
}
