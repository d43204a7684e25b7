/// The text of a cell as it is being put together.
///
/// The texts of a rich string follow each other. White space around each is trimmed unless it says that it is to be kept,
/// and the escapes that stand for characters XML has no room for (`_x000D_`) are resolved once.
struct SheetText {
    /// The text.
    private(set) var bytes: [UInt8] = []
    /// Whether it was longer than the limit, and the rest was dropped.
    private(set) var isTooLong = false
    private let limit: Int
    private var partStart = 0

    /// Makes an empty text.
    ///
    /// - Parameter limit: the most bytes to keep.
    init(limit: Int) { self.limit = limit }

    /// Begins anew.
    mutating func clear() {
        bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 16)
        isTooLong = false
        partStart = 0
    }

    /// Begins a part.
    mutating func beginPart() { partStart = bytes.count }

    /// Adds to the part.
    @inline(__always)
    mutating func append(_ piece: UnsafeBufferPointer<UInt8>) {
        guard piece.count <= limit &- bytes.count else {
            isTooLong = true
            return
        }
        bytes.append(contentsOf: piece)
    }

    /// Ends the part.
    mutating func endPart(isTrimmed: Bool) {
        if isTrimmed {
            while bytes.count > partStart, bytes[bytes.count - 1].isXMLSpace { bytes.removeLast() }
            let space = bytes[partStart...].prefix(while: \.isXMLSpace).count
            if space > 0 { bytes.removeSubrange(partStart..<partStart + space) }
        }
        resolveEscapes()
    }

    /// Resolves `_xHHHH_`, exactly four digits of either case, in the part; two of them may make one character.
    private mutating func resolveEscapes() {
        guard var source = bytes[partStart...].firstIndex(of: UInt8(ascii: "_")) else { return }
        var target = source
        while source < bytes.count {
            guard let unit = escape(at: source) else {
                bytes[target] = bytes[source]
                source += 1
                target += 1
                continue
            }
            source += 7
            var units = [unit]
            if UTF16.isLeadSurrogate(unit), let next = escape(at: source), UTF16.isTrailSurrogate(next) {
                units.append(next)
                source += 7
            }
            // At most four bytes take the place of seven; a lone surrogate becomes U+FFFD.
            for byte in String(decoding: units, as: UTF16.self).utf8 {
                bytes[target] = byte
                target += 1
            }
        }
        bytes.removeLast(bytes.count - target)
    }

    private func escape(at place: Int) -> UInt16? {
        guard place + 7 <= bytes.count, bytes[place] == UInt8(ascii: "_"), bytes[place + 1] == UInt8(ascii: "x"),
            bytes[place + 6] == UInt8(ascii: "_")
        else { return nil }
        var unit: UInt16 = 0
        for index in place + 2..<place + 6 {
            guard let digit = bytes[index].hexadecimalDigit else { return nil }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }
}
