/// What the texts of a column are like, whatever they stand for.
struct ColumnProfile {
    /// The most distinct texts that are counted.
    static let mostDistinct = 24
    /// How many texts are kept to try types on.
    static let exampleCount = 5

    /// How many sound records were looked at.
    private(set) var rows = 0
    /// How many cells are empty.
    private(set) var empty = 0
    /// How often each text occurs that often stands for no value.
    private(set) var missing: [String: Int] = [:]
    /// Different texts that are neither empty nor missing.
    private(set) var examples: [String] = []
    /// How often each text occurs; `nil` if there are too many.
    private(set) var distinct: [String: Int]? = [:]
    /// The lengths of the texts, in bytes.
    private(set) var lengths: ClosedRange<Int>?
    /// How many texts begin or end with white space, and how many of them are nothing else.
    private(set) var spaced = 0
    private(set) var blank = 0
    /// How many numbers begin with a zero that says nothing, and the first of them.
    private(set) var zeroLed = 0
    private(set) var zeroLedExample = ""
    /// The longest run of digits that a text is made of.
    private(set) var longestDigits = 0

    /// How many texts are neither empty nor missing.
    var filled: Int { rows - empty - missing.values.reduce(0, +) }

    /// Looks at a column.
    init(_ records: SampleRecords, column: Int) {
        for batch in records.batches { batch.forEachText(of: column) { add($1) } }
    }

    private mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
        rows += 1
        guard let first = text.first else {
            empty += 1
            return
        }
        let inner = OuterSpace.dropped(text)
        if inner.count < text.count { spaced += 1 }
        if inner.isEmpty { blank += 1 }
        if inner.count <= MissingTexts.longest, first &- 0x30 > 9 {
            let word = String(decoding: inner, as: UTF8.self)
            if MissingTexts.all.contains(word) {
                missing[word, default: 0] += 1
                return
            }
        }
        lengths =
            lengths.map { min($0.lowerBound, text.count)...max($0.upperBound, text.count) } ?? text.count...text.count
        noteDigits(text)
        if distinct != nil { note(text) }
    }

    private mutating func noteDigits(_ text: UnsafeBufferPointer<UInt8>) {
        let isSigned = text[0] == UInt8(ascii: "-") || text[0] == UInt8(ascii: "+")
        let start = isSigned ? 1 : 0
        guard text.count > start, text.dropFirst(start).allSatisfy({ $0 &- 0x30 < 10 }) else { return }
        longestDigits = max(longestDigits, text.count - start)
        guard text.count > start + 1, text[start] == 0x30 else { return }
        if zeroLed == 0 { zeroLedExample = String(decoding: text, as: UTF8.self) }
        zeroLed += 1
    }

    private mutating func note(_ text: UnsafeBufferPointer<UInt8>) {
        guard text.count <= 200 else {
            distinct = nil
            if examples.isEmpty { examples.append(String(decoding: text, as: UTF8.self)) }
            return
        }
        let word = String(decoding: text, as: UTF8.self)
        distinct?[word, default: 0] += 1
        if examples.count < Self.exampleCount, distinct?[word] == 1 { examples.append(word) }
        if let count = distinct?.count, count > Self.mostDistinct { distinct = nil }
    }
}
