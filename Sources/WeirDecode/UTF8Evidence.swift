/// What the start of a text says against its being UTF-8.
///
/// A few bad bytes in a text are faults of its rows. A text in which many lines have such bytes, and in which no character
/// beyond ASCII is well-formed, is in another encoding: then each row with an accent would be rejected, and the others
/// loaded as if nothing were wrong.
struct UTF8Evidence {
    /// How much of a text is looked at, in bytes.
    static let headBytes = 32 << 10
    /// How many lines must have bad bytes before they count as evidence.
    static let leastFaultyLines = 20

    /// The first byte that is not valid, and where it is.
    private(set) var firstFault: (offset: Int, byte: UInt8)?
    /// How many lines have bytes that are not valid.
    private(set) var faultyLines = 0
    /// How many characters beyond ASCII are well-formed.
    private(set) var characters = 0
    private var loneBytes = 0
    private var pairedBytes = 0

    /// Looks at the start of a text.
    init(_ head: UnsafeRawBufferPointer) {
        var place = UTF8Scan.endOfWellFormed(head, from: 0, usesVectors: true)
        guard place < head.count else { return }
        var lineHasFault = false
        var previousFault = -2
        place = 0
        while place < head.count {
            switch UTF8Sequence(startOf: head[place...]) {
            case .wellFormed(let count):
                if count > 1 { characters += 1 }
                if head[place] == 0x0A || head[place] == 0x0D { lineHasFault = false }
                place += count
            case .illFormed(let count):
                if firstFault == nil { firstFault = (place, head[place]) }
                if !lineHasFault { faultyLines += 1 }
                lineHasFault = true
                if previousFault == place - 1 { pairedBytes += 1 } else { loneBytes += 1 }
                previousFault = place + count - 1
                place += count
            case .incomplete: return
            }
        }
    }

    /// What to say of a text that cannot be UTF-8; `nil` if it can.
    var refusal: (message: String, hint: String)? {
        guard let first = firstFault, characters == 0, faultyLines >= Self.leastFaultyLines else { return nil }
        let code = String(first.byte, radix: 16, uppercase: true)
        let message =
            "The text is not UTF-8: in its first \(Self.headBytes >> 10) KiB, \(faultyLines) lines have bytes that UTF-8 "
            + "does not have (the first is 0x\(code)), and no character beyond ASCII is well-formed."
        // Accents stand alone among Latin letters; the letters of other scripts stand together.
        let names =
            loneBytes >= pairedBytes
            ? "windows-1252 (of which iso-8859-1 is a part), windows-1250 or iso-8859-15"
            : "windows-1251, koi8-r, shift_jis, gb18030, big5 or euc-kr"
        let reading = loneBytes >= pairedBytes ? SingleByteTable.windows1252.character(of: first.byte) : nil
        let example = reading.map { " In windows-1252, 0x\(code) is \"\($0)\"." } ?? ""
        return (
            message,
            "Name its encoding by decode.encoding (--encoding), such as \(names); weir infer looks for it.\(example) With "
                + "utf-8 it is read all the same, and rows with such bytes are rejected."
        )
    }
}

extension SingleByteTable {
    /// The character of a byte from 0x80 on, if it stands for one.
    fileprivate func character(of byte: UInt8) -> Character? {
        guard byte >= 0x80 else { return nil }
        var unit = Self.undefined
        withUpperHalf { unit = $0[Int(byte & 0x7F)] }
        guard unit != Self.undefined else { return nil }
        return Unicode.Scalar(unit).map(Character.init)
    }
}
