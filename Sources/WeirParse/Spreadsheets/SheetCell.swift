import WeirModel

/// One cell as it is read: its place, its type, and its value.
struct SheetCell {
    /// What came of a value.
    enum Outcome {
        case value
        /// A formula without a stored value.
        case formulaWithoutValue
        /// An error such as `#N/A`.
        case error
        /// Something that a cell of its type cannot hold; its text stands in the field.
        case unreadable
        case tooLong
        case misencoded
    }

    /// What the value is.
    enum Kind {
        case number, shared, string, inline, boolean, error, date, unknown
    }

    private let formats: [NumberFormat]
    private let dates: SerialDate
    private(set) var kind = Kind.number
    private var style = 0
    /// Whether it says where it is.
    private(set) var hasReference = false
    /// Where it says it is; `nil` if that is no place.
    private(set) var reference: CellReference?
    /// Whether it has a formula.
    var hasFormula = false
    /// Whether it has a value, perhaps an empty one.
    var hasValue = false
    private var hasInline = false
    private var keepsSpace = false
    /// The text of the value.
    var value: SheetText
    /// The text that stands in the cell itself.
    var inline: SheetText

    init(formats: [NumberFormat], is1904: Bool, recordBytes: Int) {
        self.formats = formats
        dates = SerialDate(is1904: is1904)
        value = SheetText(limit: recordBytes)
        inline = SheetText(limit: recordBytes)
    }

    /// Begins a cell.
    @inline(__always)
    mutating func begin(_ tag: XMLTag) {
        kind = .number
        style = -1
        hasReference = false
        reference = nil
        hasFormula = false
        hasValue = false
        if hasInline {
            inline.clear()
            hasInline = false
        }
        value.clear()
        tag.forEachAttribute { name, text in
            guard name.count == 1 else { return }
            switch name[0] {
            case UInt8(ascii: "r"):
                hasReference = true
                reference = CellReference(text)
            case UInt8(ascii: "s"): style = text.wholeNumber ?? -1
            case UInt8(ascii: "t"): kind = Self.kind(text)
            default: break
            }
        }
    }

    private static func kind(_ text: UnsafeBufferPointer<UInt8>) -> Kind {
        if text.count == 1 {
            switch text[0] {
            case UInt8(ascii: "s"): return .shared
            case UInt8(ascii: "n"): return .number
            case UInt8(ascii: "b"): return .boolean
            case UInt8(ascii: "e"): return .error
            case UInt8(ascii: "d"): return .date
            default: return .unknown
            }
        }
        if text.isEmpty { return .number }
        if text.elementsEqual("str".utf8) { return .string }
        return text.elementsEqual("inlineStr".utf8) ? .inline : .unknown
    }

    mutating func beginText(keepsSpace: Bool) {
        hasInline = true
        self.keepsSpace = keepsSpace
        inline.beginPart()
    }

    mutating func endText() { inline.endPart(isTrimmed: !keepsSpace) }

    /// Whether there is anything in it: a value, or a formula that should have one.
    @inline(__always)
    var isSomething: Bool {
        if kind == .inline { return hasInline && !inline.bytes.isEmpty || inline.isTooLong || !hasInline && hasText }
        return hasText || value.isTooLong || (hasFormula && !(hasValue && kind == .string))
    }

    /// Whether the value has a character.
    @inline(__always)
    private var hasText: Bool { !value.bytes.isEmpty }

    /// Writes the value as a field.
    @inline(__always)
    mutating func write(to batch: inout SheetBatch, strings: inout StringArena) throws(WeirError) -> Outcome {
        if value.isTooLong || inline.isTooLong { return .tooLong }
        if kind == .inline {
            if hasInline { inline.bytes.withUnsafeBufferPointer { batch.appendText($0) } } else { appendText(&batch) }
            return .value
        }
        if !hasText { return hasFormula ? .formulaWithoutValue : .value }
        switch kind {
        case .number: return writeNumber(&batch)
        case .shared:
            guard let number = value.bytes.withUnsafeBufferPointer(\.wholeNumber),
                let found = try batch.append(string: number, of: &strings)
            else { break }
            switch found.kind {
            case .plain, .quoted: return .value
            case .tooLong: return .tooLong
            case .misencoded: return .misencoded
            }
        case .string:
            value.endPart(isTrimmed: false)
            appendText(&batch)
            return .value
        case .boolean:
            let text = trimmed()
            if text.elementsEqual("1".utf8) || text.elementsEqual("true".utf8) {
                append("true", &batch)
                return .value
            }
            if text.elementsEqual("0".utf8) || text.elementsEqual("false".utf8) {
                append("false", &batch)
                return .value
            }
        case .error:
            appendText(&batch)
            return .error
        case .date:
            writeDate(&batch)
            return .value
        case .inline, .unknown: break
        }
        appendText(&batch)
        return .unreadable
    }

    @inline(__always)
    private func writeNumber(_ batch: inout SheetBatch) -> Outcome {
        let format = style >= 0 && style < formats.count ? formats[style] : .number
        return value.bytes.withUnsafeBufferPointer { text in
            if format == .number, SheetNumber.isShortest(text) {
                batch.append(text)
                return .value
            }
            return writeNumber(text.trimmed, format, &batch)
        }
    }

    private func writeNumber(
        _ text: UnsafeBufferPointer<UInt8>, _ format: NumberFormat, _ batch: inout SheetBatch
    ) -> Outcome {
        guard !text.isEmpty else { return hasFormula ? .formulaWithoutValue : .value }
        if let number = SheetNumber.value(of: text) {
            if format == .number {
                SheetNumber.text(of: number).withUnsafeBufferPointer { batch.append($0) }
                return .value
            }
            if case .digits(let count) = format {
                SheetNumber.text(of: number, digits: Int(count)).withUnsafeBufferPointer { batch.append($0) }
                return .value
            }
            let target = batch.room(SerialDate.mostBytes)
            if let count = dates.write(number, as: format, to: target) {
                batch.commit(count)
                return .value
            }
        }
        batch.appendText(text)
        return .unreadable
    }

    /// Writes a date that is text already; a midnight that its format does not show is left out.
    private func writeDate(_ batch: inout SheetBatch) {
        let text = Array(trimmed())
        let format = style >= 0 && style < formats.count ? formats[style] : .dateTime
        let isDay =
            format == .date && text.count > 10 && text[10] == UInt8(ascii: "T")
            && text[11...].allSatisfy { [UInt8(ascii: "0"), UInt8(ascii: ":"), UInt8(ascii: ".")].contains($0) }
        text.prefix(isDay ? 10 : text.count).withContiguousStorageIfAvailable { batch.appendText($0) }
    }

    private func trimmed() -> ArraySlice<UInt8> {
        var text = value.bytes[...]
        while text.first?.isXMLSpace ?? false { text = text.dropFirst() }
        while text.last?.isXMLSpace ?? false { text = text.dropLast() }
        return text
    }

    private func appendText(_ batch: inout SheetBatch) {
        value.bytes.withUnsafeBufferPointer { batch.appendText($0) }
    }

    private func append(_ text: StaticString, _ batch: inout SheetBatch) {
        text.withUTF8Buffer { batch.append($0) }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The bytes without white space at the ends.
    fileprivate var trimmed: UnsafeBufferPointer<UInt8> {
        var (start, end) = (0, count)
        while start < end, self[start].isXMLSpace { start += 1 }
        while end > start, self[end - 1].isXMLSpace { end -= 1 }
        return UnsafeBufferPointer(rebasing: self[start..<end])
    }
}
