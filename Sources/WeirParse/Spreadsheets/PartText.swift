/// The text of a part as UTF-8: parts are UTF-8, or UTF-16 with a byte order mark.
struct PartText {
    private enum Form {
        case unknown
        case plain
        case wide(isBigEndian: Bool)
    }

    private var form = Form.unknown
    private var held: [UInt8] = []
    private var lead: UInt16?

    /// Takes a piece.
    ///
    /// - Returns: its text; `nil` if that is the piece as it is.
    mutating func push(_ piece: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        switch form {
        case .plain: return nil
        case .wide(let isBigEndian): return convert(Array(piece), isBigEndian)
        case .unknown:
            held.append(contentsOf: piece)
            guard held.count >= 4 else { return [] }
            let head = held
            held = []
            if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
                form = .wide(isBigEndian: head[0] == 0xFE)
                return convert(Array(head.dropFirst(2)), head[0] == 0xFE)
            }
            form = .plain
            return head.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(head.dropFirst(3)) : head
        }
    }

    /// Converts UTF-16; a lone surrogate becomes U+FFFD.
    private mutating func convert(_ piece: [UInt8], _ isBigEndian: Bool) -> [UInt8] {
        let bytes = held + piece
        var units: [UInt16] = lead.map { [$0] } ?? []
        lead = nil
        var place = 0
        while place + 1 < bytes.count {
            let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
            units.append(isBigEndian ? first << 8 | second : second << 8 | first)
            place += 2
        }
        held = Array(bytes[place...])
        if let last = units.last, UTF16.isLeadSurrogate(last) { lead = units.popLast() }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
