import WeirModel

/// Collects the strings of a `sharedStrings` part.
///
/// A string is all its texts, in plain and in rich runs, in order; phonetic guides are left out. The counts that the part
/// claims are not believed.
struct SharedStringsReceiver: XMLReceiver, ~Copyable {
    enum Context: UInt8, XMLContext {
        case document, table, item, run, text, other

        var takesText: Bool { self == .text }
    }

    /// The most strings.
    static var mostStrings: Int { 20_000_000 }

    private(set) var arena: StringArena
    private var text: SheetText
    private var keepsSpace = false
    private let file: String

    init(_ arena: consuming StringArena, recordBytes: Int, file: String) {
        self.arena = arena
        text = SheetText(limit: recordBytes)
        self.file = file
    }

    mutating func start(_ tag: XMLTag, in parent: Context) throws(WeirError) -> Context {
        switch parent {
        case .document:
            guard tag.isNamed("sst") else {
                throw WeirError(
                    .parseBadWorkbook, "The part with the shared strings holds something else.",
                    position: WeirError.Position(file: file))
            }
            return .table
        case .table:
            guard tag.isNamed("si") else { return .other }
            text.clear()
            return .item
        case .item where tag.isNamed(UInt8(ascii: "r")): return .run
        case .item where tag.isNamed(UInt8(ascii: "t")), .run where tag.isNamed(UInt8(ascii: "t")):
            keepsSpace = tag.keepsSpace
            text.beginPart()
            return .text
        case .item, .run, .text, .other: return .other
        }
    }

    mutating func text(_ piece: UnsafeBufferPointer<UInt8>, in context: Context) throws(WeirError) {
        text.append(piece)
    }

    mutating func end(_ context: Context) throws(WeirError) {
        switch context {
        case .text: text.endPart(isTrimmed: !keepsSpace)
        case .item:
            guard arena.count < Self.mostStrings else {
                throw WeirError(
                    .parseBadWorkbook, "The workbook has more than \(Self.mostStrings) shared strings.",
                    position: WeirError.Position(file: file))
            }
            try arena.add(text.bytes, text.isTooLong ? .tooLong : text.bytes.isValidUTF8 ? .plain : .misencoded)
        default: break
        }
    }

    /// Ends collecting.
    consuming func strings() throws(WeirError) -> StringArena {
        try arena.seal()
        return arena
    }
}

extension XMLTag {
    /// Whether white space at the ends of the text belongs to it.
    var keepsSpace: Bool { attribute("space")?.elementsEqual("preserve".utf8) ?? false }
}

extension [UInt8] {
    /// Whether the bytes are UTF-8.
    var isValidUTF8: Bool { allSatisfy { $0 < 0x80 } || String(validating: self, as: UTF8.self) != nil }
}
