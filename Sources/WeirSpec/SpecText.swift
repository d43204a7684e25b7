internal import WeirModel

/// The text of a pipeline file: valid UTF-8 without characters that YAML does not allow.
///
/// It is checked here, before YAML is parsed, because the position of such a fault is easy to give here.
struct SpecText {
    /// The characters.
    private(set) var scalars: [Unicode.Scalar]

    /// Checks the bytes of a file.
    ///
    /// - Throws: `spec.syntax`.
    init(_ bytes: [UInt8], file: String) throws(WeirError) {
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        var iterator = bytes.dropFirst(hasMark ? 3 : 0).makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        var place = LinePlace()
        scalars = []
        scalars.reserveCapacity(bytes.count)
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .emptyInput:
                return
            case .error:
                throw WeirError(.specSyntax, "the file is not valid UTF-8", position: place.position(in: file))
            case .valid(let encoded):
                let scalar = Unicode.UTF8.decode(encoded)
                guard Self.isAllowed(scalar) else {
                    let name = "U+" + String(scalar.value, radix: 16, uppercase: true)
                    let message = "the character \(name) is not allowed; write it as an escape in double quotes"
                    throw WeirError(.specSyntax, message, position: place.position(in: file))
                }
                place.advance(over: scalar)
                scalars.append(scalar)
            }
        }
    }

    /// Takes a text that is no file.
    ///
    /// - Throws: `spec.syntax`.
    init(_ text: String, name: String) throws(WeirError) {
        try self.init(Array(text.utf8), file: name)
    }

    /// The text as a string.
    var string: String {
        var string = ""
        string.unicodeScalars.append(contentsOf: scalars)
        return string
    }

    /// Replaces each occurrence of one character by another.
    mutating func replace(_ old: Unicode.Scalar, with new: Unicode.Scalar) {
        for index in scalars.indices where scalars[index] == old { scalars[index] = new }
    }

    /// Puts a character before the one at an index.
    mutating func insert(_ scalar: Unicode.Scalar, at index: Int) {
        scalars.insert(scalar, at: index)
    }

    /// The index of a line and a column, both from 1; nil when there is no such place.
    func index(line: Int, column: Int) -> Int? {
        var place = LinePlace()
        for (index, scalar) in scalars.enumerated() {
            if place.line == line && place.column == column { return index }
            place.advance(over: scalar)
        }
        return nil
    }

    /// Two characters for private use that the text does not hold, neither as they are nor as an escape; nil when it
    /// holds nearly all of them.
    var unusedScalars: (Unicode.Scalar, Unicode.Scalar)? {
        var used = Set<UInt32>()
        for (index, scalar) in scalars.enumerated() {
            if Self.privateUse.contains(scalar.value) { used.insert(scalar.value) }
            if scalar == "\\", let value = escape(behind: index) { used.insert(value) }
        }
        let unused = Self.privateUse.lazy.filter { !used.contains($0) }.compactMap(Unicode.Scalar.init).prefix(2)
        guard let first = unused.first, let second = unused.dropFirst().first else { return nil }
        return (first, second)
    }

    private static var privateUse: ClosedRange<UInt32> { 0xE000...0xF8FF }

    /// The character that `\u` or `\U` behind an index stands for.
    private func escape(behind index: Int) -> UInt32? {
        let rest = scalars[(index + 1)...]
        let digitCount = rest.first == "u" ? 4 : rest.first == "U" ? 8 : 0
        var digits = ""
        digits.unicodeScalars.append(contentsOf: rest.dropFirst().prefix(digitCount))
        return UInt32(digits, radix: 16)
    }

    /// What YAML calls printable; the mark U+FEFF is only allowed at the start.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x85: true
        case 0x20...0x7E, 0xA0...0xFEFE, 0xFF00...0xFFFD, 0x10000...: true
        default: false
        }
    }
}

/// A line and a column as YAML counts them: from 1, in Unicode scalars.
struct LinePlace {
    private(set) var line = 1
    private(set) var column = 1
    private var followsReturn = false

    mutating func advance(over scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x0A where followsReturn:
            break
        case 0x0A, 0x0D, 0x85, 0x2028, 0x2029:
            line += 1
            column = 1
        default:
            column += 1
        }
        followsReturn = scalar.value == 0x0D
    }

    func position(in file: String) -> WeirError.Position {
        WeirError.Position(file: file, line: line, column: column)
    }
}
