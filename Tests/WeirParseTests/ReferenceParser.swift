@testable import WeirParse

/// The oracle: the dialect spelled out one character after another, slow and obvious, for well-formed text.
struct ReferenceParser {
    let dialect: Dialect

    /// All records of `text`, blank lines and comments left out, the header included.
    func records(_ text: [UInt8]) -> [[String]] {
        var records: [[String]] = []
        var index = 0
        func starts(_ prefix: [UInt8]) -> Bool { !prefix.isEmpty && text[index...].starts(with: prefix) }
        func atLineEnd() -> Bool { index < text.count && (text[index] == 0x0A || text[index] == 0x0D) }
        func passLineEnd() {
            if index < text.count, text[index] == 0x0D, index + 1 < text.count, text[index + 1] == 0x0A { index += 1 }
            index += 1
        }
        while index < text.count {
            if atLineEnd() {
                passLineEnd()
                continue
            }
            if starts(dialect.comment) {
                while index < text.count && !atLineEnd() { index += 1 }
                passLineEnd()
                continue
            }
            var cells: [String] = []
            while true {
                var cell: [UInt8] = []
                if dialect.skipInitialSpace { while index < text.count && text[index] == 0x20 { index += 1 } }
                let isQuoted = index < text.count && text[index] == dialect.quote
                if isQuoted { index += 1 }
                while index < text.count {
                    let byte = text[index]
                    let next = index + 1 < text.count ? text[index + 1] : nil
                    if byte == dialect.escape, let next, next == dialect.quote || next == dialect.escape {
                        cell.append(next)
                        index += 2
                    } else if isQuoted && byte == dialect.quote {
                        if dialect.doubleQuote && next == byte {
                            cell.append(byte)
                            index += 2
                        } else {
                            index += 1
                            break
                        }
                    } else if !isQuoted && (atLineEnd() || starts(dialect.delimiter)) {
                        break
                    } else {
                        cell.append(byte)
                        index += 1
                    }
                }
                cells.append(String(decoding: cell, as: UTF8.self))
                if index < text.count && starts(dialect.delimiter) {
                    index += dialect.delimiter.count
                } else {
                    passLineEnd()
                    break
                }
            }
            records.append(cells)
        }
        return records
    }
}
