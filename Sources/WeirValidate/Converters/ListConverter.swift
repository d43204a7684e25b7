import WeirModel

/// Takes the texts that are a list: items of one type, in its default form, with a delimiter between them.
///
/// An empty text is a list without items.
struct ListConverter: Sendable {
    /// How an item is read.
    enum Item: Sendable {
        case text
        case integer(IntegerConverter)
        case number(NumberConverter)
        case boolean(BooleanConverter)
        case time(TimeConverter)
    }

    /// An item as a value: its bits, or the text itself.
    enum Value: Sendable, Equatable {
        case bits(UInt64)
        case text([UInt8])
    }

    let delimiter: [UInt8]
    let item: Item

    /// Clears the validity of the texts of a tile that are no such list.
    ///
    /// - Returns: whether there was one.
    func convert(_ tile: ColumnTile) -> Bool {
        var trouble = false
        for index in 0..<tile.count where tile.validity[index] != 0 && !accepts(tile.text(at: index)) {
            tile.validity[index] = 0
            trouble = true
        }
        return trouble
    }

    /// Whether a text is such a list.
    func accepts(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        allSatisfy(text) { isItem($0) }
    }

    /// The number of items.
    func count(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        _ = allSatisfy(text) { _ in
            count += 1
            return true
        }
        return count
    }

    /// The items as values, or `nil` if the text is no such list.
    func values(_ text: UnsafeBufferPointer<UInt8>) -> [Value]? {
        var values: [Value] = []
        let isList = allSatisfy(text) { item in
            guard isItem(item) else { return false }
            values.append(bits(item).map { .bits($0) } ?? .text(Array(item)))
            return true
        }
        return isList ? values : nil
    }

    /// Whether a list has these values.
    func isEqual(_ text: UnsafeBufferPointer<UInt8>, to values: [Value]) -> Bool {
        var index = 0
        let isSame = allSatisfy(text) { item in
            guard index < values.count else { return false }
            defer { index += 1 }
            return switch values[index] {
            case .bits(let wanted): bits(item) == wanted
            case .text(let wanted): item.elementsEqual(wanted)
            }
        }
        return isSame && index == values.count
    }

    private func isItem(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if case .text = item { return !text.contains(0) }
        return bits(text) != nil
    }

    /// The bits of an item that is not held as a text.
    private func bits(_ text: UnsafeBufferPointer<UInt8>) -> UInt64? {
        switch item {
        case .text: nil
        case .integer(let converter): converter.read(text).map { UInt64(bitPattern: $0) }
        // Zero has two forms and one value.
        case .number(let converter): converter.read(text).map { ($0 == 0 ? 0 : $0).bitPattern }
        case .boolean(let converter): converter.read(text).map { $0 ? 1 : 0 }
        case .time(let converter): converter.read(text).map { UInt64(bitPattern: $0) }
        }
    }

    private func allSatisfy(
        _ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Bool
    ) -> Bool {
        guard !text.isEmpty, let first = delimiter.first else { return true }
        var (start, place) = (0, 0)
        while place < text.count {
            guard text[place] == first, isDelimiter(text, at: place) else {
                place += 1
                continue
            }
            guard body(UnsafeBufferPointer(rebasing: text[start..<place])) else { return false }
            place += delimiter.count
            start = place
        }
        return body(UnsafeBufferPointer(rebasing: text[start...]))
    }

    private func isDelimiter(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        guard text.count - place >= delimiter.count else { return false }
        for offset in delimiter.indices where text[place + offset] != delimiter[offset] { return false }
        return true
    }
}
