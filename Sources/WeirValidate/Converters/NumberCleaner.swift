/// Brings a number that is written with group marks, another decimal mark or a unit into the plain form.
struct NumberCleaner: Sendable {
    /// What separates the fraction; `nil` for whole numbers.
    let decimalMark: [UInt8]?
    /// What groups the digits.
    let groupMark: [UInt8]?
    /// Whether text before and behind the number is dropped.
    let stripsUnits: Bool

    /// Lends the plain form of a text; gives up where a mark stands at a place where no number has one.
    ///
    /// Where group marks stand is not checked beyond that each has a digit on both sides: grouping differs by country.
    func withCleaned<Value>(
        _ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Value?
    ) -> Value? {
        let text = stripsUnits ? withoutUnits(text) : text
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count + 1) { out in
            var end = 0
            var index = 0
            var isInFraction = false
            while index < text.count {
                if let decimalMark, starts(with: decimalMark, text, at: index) {
                    out[end] = UInt8(ascii: ".")
                    end += 1
                    index += decimalMark.count
                    isInFraction = true
                } else if let groupMark, starts(with: groupMark, text, at: index) {
                    let behind = index + groupMark.count
                    guard !isInFraction, index > 0, isDigit(text[index - 1]), behind < text.count,
                        isDigit(text[behind])
                    else { return nil }
                    index = behind
                } else {
                    let byte = text[index]
                    guard byte != UInt8(ascii: ".") else { return nil }
                    out[end] = byte
                    end += 1
                    index += 1
                }
            }
            return body(UnsafeBufferPointer(rebasing: out[..<end]))
        }
    }

    /// The text from the sign, decimal mark or digit that begins the number to its last digit.
    private func withoutUnits(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard var start = text.firstIndex(where: isDigit), let last = text.lastIndex(where: isDigit) else {
            return text
        }
        if let decimalMark, start >= decimalMark.count, starts(with: decimalMark, text, at: start - decimalMark.count) {
            start -= decimalMark.count
        }
        if start > 0, text[start - 1] == UInt8(ascii: "-") || text[start - 1] == UInt8(ascii: "+") { start -= 1 }
        return UnsafeBufferPointer(rebasing: text[start...last])
    }

    private func starts(with mark: [UInt8], _ text: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard text.count - index >= mark.count else { return false }
        for offset in 0..<mark.count where text[index + offset] != mark[offset] { return false }
        return true
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
