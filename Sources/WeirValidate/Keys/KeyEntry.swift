/// A key and the record that has it, in 16 bytes: how keys are held in memory and on disk.
///
/// Zero in `rest` means that there is nothing, because records are counted from 1 here.
struct KeyEntry: BitwiseCopyable, Sendable, Hashable {
    /// The size of an entry, in bytes.
    static let size = 16
    /// The most records that can be told apart; a key of a later one is held without its record.
    static let recordMask: UInt64 = 1 << 40 - 1

    /// The key, evenly spread over all words.
    var word: UInt64
    /// 24 more bits of a hashed key, and the number of the record in 40 bits.
    var rest: UInt64

    /// Nothing.
    static var none: KeyEntry { KeyEntry(word: 0, rest: 0) }

    @inline(__always)
    init(word: UInt64, rest: UInt64) {
        self.word = word
        self.rest = rest
    }

    /// A key of a record.
    ///
    /// - Parameter record: the place of the record in the run, from 0.
    @inline(__always)
    init(word: UInt64, extra: UInt32, record: Int) {
        self.word = word
        let number = min(UInt64(truncatingIfNeeded: record) &+ 1, Self.recordMask)
        rest = UInt64(extra) &<< 40 | number
    }

    /// Whether there is no key here.
    @inline(__always) var isEmpty: Bool { rest == 0 }

    /// The place of the record in the run, from 0; -1 if there is none.
    @inline(__always) var record: Int { Int(truncatingIfNeeded: rest & Self.recordMask) &- 1 }

    /// Whether both have the same key.
    @inline(__always)
    func hasKey(of other: KeyEntry) -> Bool {
        word == other.word && (rest ^ other.rest) &>> 40 == 0
    }

    /// The order of keys.
    @inline(__always)
    func precedes(_ other: KeyEntry) -> Bool {
        word != other.word ? word < other.word : rest &>> 40 < other.rest &>> 40
    }

    /// Where the key belongs among so many places, in the order of the keys.
    @inline(__always)
    func home(of places: Int) -> Int {
        Int(truncatingIfNeeded: word.multipliedFullWidth(by: UInt64(truncatingIfNeeded: places)).high)
    }
}
