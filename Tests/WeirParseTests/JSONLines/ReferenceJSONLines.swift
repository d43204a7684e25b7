import WeirModel

/// A slow and obvious reader of JSON Lines: one line after the other, one character after the other.
struct ReferenceJSONLines {
    /// What a line comes to.
    enum Outcome: Equatable {
        /// The texts of the cells; `nil` is no value.
        case cells([String?], surplus: [String], repeated: [String])
        /// It is no object, seen at this byte of the text.
        case fault(Int)
        /// It is longer than the limit.
        case tooLong
    }

    let labels: [String]
    var recordBytes = Int.max

    /// All lines that are not blank.
    func read(_ text: [UInt8]) -> [Outcome] {
        var outcomes: [Outcome] = []
        var start = 0
        for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
            let content = line.last == 0x0D ? line.dropLast() : line
            if content.count > recordBytes {
                outcomes.append(.tooLong)
            } else if !content.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) {
                outcomes.append(read(line: Array(content), at: start))
            }
            start += line.count + 1
        }
        return outcomes
    }

    private func read(line: [UInt8], at start: Int) -> Outcome {
        var reader = Reader(text: line)
        do throws(Fault) {
            reader.skipBlanks()
            guard reader.next == "{" else { throw reader.fault }
            guard case .object(let members) = try reader.value(depth: 1) else { throw reader.fault }
            reader.skipBlanks()
            if reader.next != nil { throw reader.fault }
            var cells = [String?](repeating: nil, count: labels.count)
            var (surplus, repeated): ([String], [String]) = ([], [])
            var seen: Set<Int> = []
            for (name, value) in members {
                guard let cell = labels.firstIndex(of: name.text) else {
                    surplus.append(name.raw)
                    continue
                }
                if !seen.insert(cell).inserted { repeated.append(name.raw) }
                cells[cell] = value.text(in: line)
            }
            return .cells(cells, surplus: surplus, repeated: repeated)
        } catch {
            return .fault(start + error.place)
        }
    }
}

private struct Fault: Error {
    var place: Int
}

private struct Name {
    var raw: String
    var text: String
}

private enum Value {
    case null
    case string(String)
    case plain(Range<Int>)
    case object([(Name, Value)])

    func text(in line: [UInt8]) -> String? {
        switch self {
        case .null: nil
        case .string(let text): text
        case .plain(let range): String(decoding: line[range], as: UTF8.self)
        case .object: "not a cell"
        }
    }
}

private struct Reader {
    let text: [UInt8]
    var place = 0

    var next: Character? { place < text.count ? Character(Unicode.Scalar(text[place])) : nil }
    var fault: Fault { Fault(place: place) }

    mutating func skipBlanks() {
        while let character = next, " \t\r".contains(character) { place += 1 }
    }

    mutating func take(_ character: Character) throws(Fault) {
        guard next == character else { throw fault }
        place += 1
    }

    /// Reads a value; an object that is not the record itself is a plain text like an array.
    mutating func value(depth: Int) throws(Fault) -> Value {
        let start = place
        switch next {
        case "{":
            let members = try object(depth: depth)
            return depth == 1 ? .object(members) : .plain(start..<place)
        case "[":
            try array(depth: depth)
            return .plain(start..<place)
        case "\"": return .string(try string().text)
        case "t": try word("true")
        case "f": try word("false")
        case "n":
            try word("null")
            return .null
        default: try number()
        }
        return .plain(start..<place)
    }

    private mutating func object(depth: Int) throws(Fault) -> [(Name, Value)] {
        guard depth <= 64 else { throw fault }
        var members: [(Name, Value)] = []
        try take("{")
        skipBlanks()
        if next == "}" {
            place += 1
            return []
        }
        while true {
            skipBlanks()
            let name = try string()
            skipBlanks()
            try take(":")
            skipBlanks()
            members.append((name, try value(depth: depth + 1)))
            skipBlanks()
            if next == "," {
                place += 1
            } else {
                try take("}")
                return members
            }
        }
    }

    private mutating func array(depth: Int) throws(Fault) {
        guard depth <= 64 else { throw fault }
        try take("[")
        skipBlanks()
        if next == "]" {
            place += 1
            return
        }
        while true {
            skipBlanks()
            _ = try value(depth: depth + 1)
            skipBlanks()
            if next == "," {
                place += 1
            } else {
                return try take("]")
            }
        }
    }

    private mutating func word(_ word: String) throws(Fault) {
        for character in word { try take(character) }
    }

    private mutating func digits() throws(Fault) -> Int {
        let start = place
        while let character = next, ("0"..."9").contains(character) { place += 1 }
        guard place > start else { throw fault }
        return place - start
    }

    private mutating func number() throws(Fault) {
        if next == "-" { place += 1 }
        let startsWithZero = next == "0"
        if try digits() > 1, startsWithZero { throw fault }
        if next == "." {
            place += 1
            _ = try digits()
        }
        if next == "e" || next == "E" {
            place += 1
            if next == "+" || next == "-" { place += 1 }
            _ = try digits()
        }
    }

    private mutating func string() throws(Fault) -> Name {
        try take("\"")
        let start = place
        var units: [UInt16] = []
        var bytes: [UInt8] = []
        func flush() {
            units += Array(String(decoding: bytes, as: UTF8.self).utf16)
            bytes = []
        }
        while true {
            guard let character = next else { throw fault }
            if character == "\"" { break }
            let byte = text[place]
            guard byte >= 0x20 else { throw fault }
            place += 1
            guard character == "\\" else {
                bytes.append(byte)
                continue
            }
            flush()
            guard let letter = next else { throw fault }
            if letter == "u" {
                let before = place
                let unit = try codeUnit()
                units.append(unit)
                if UTF16.isTrailSurrogate(unit) { throw Fault(place: before) }
                if UTF16.isLeadSurrogate(unit) {
                    guard next == "\\", place + 1 < text.count, text[place + 1] == UInt8(ascii: "u") else {
                        throw Fault(place: before)
                    }
                    place += 1
                    let low = try codeUnit()
                    guard UTF16.isTrailSurrogate(low) else { throw Fault(place: before) }
                    units.append(low)
                }
            } else {
                let plain: [Character: UInt16] = [
                    "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
                ]
                guard let unit = plain[letter] else { throw fault }
                units.append(unit)
                place += 1
            }
        }
        flush()
        let raw = String(decoding: text[start..<place], as: UTF8.self)
        place += 1
        return Name(raw: raw, text: String(decoding: units, as: UTF16.self))
    }

    /// Reads `uXXXX`.
    private mutating func codeUnit() throws(Fault) -> UInt16 {
        place += 1
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = next?.hexDigitValue, text[place] < 0x80 else { throw fault }
            value = value << 4 | UInt16(digit)
            place += 1
        }
        return value
    }
}
