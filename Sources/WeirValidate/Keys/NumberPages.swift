import WeirModel

/// Which whole numbers there are, a bit for each: pages of 65,536 numbers, made where numbers are.
///
/// Numbers that stand close together take little memory, whatever their order: a hundred million out of a hundred
/// million take 12 MB. When there is no room for another page none is made any more, so a page always knows all numbers
/// of its range, and for other ranges nothing is known.
struct NumberPages: ~Copyable {
    /// What is known of a number.
    enum Answer {
        /// It is not there.
        case absent
        /// It is there.
        case present
        /// Its range has no page.
        case unknown
    }

    private struct Slot: BitwiseCopyable, Sendable {
        /// The numbers of the page without their last 16 bits.
        var prefix: Int64
        /// The place of the page, or -1 for an empty slot.
        var page: Int
    }

    private static let words = 1 << 16 / 64
    private static let bytesPerPage = words * 8 + MemoryLayout<Slot>.stride

    /// The pages, one after the other, and where each is: a hash table with open addressing.
    private let bitBuffer: PooledBuffer<UInt64>
    private let slotBuffer: PooledBuffer<Slot>
    private let bits: UnsafeMutablePointer<UInt64>
    private let slots: UnsafeMutablePointer<Slot>
    private let mask: Int
    private let factor = UInt64.random(in: .min ... .max) | 1
    private let mostPages: Int
    private var pages = 0
    private var isFull = false

    /// Makes no pages yet.
    ///
    /// - Parameter byteLimit: the most memory for pages, in bytes; 0 for none at all.
    init(byteLimit: Int, pool: BufferPool) {
        mostPages = byteLimit / Self.bytesPerPage
        var places = 2
        while places < mostPages * 2 { places *= 2 }
        mask = places - 1
        // What is not written takes no memory yet.
        bitBuffer = PooledBuffer(capacity: mostPages * Self.words, pool: pool)
        slotBuffer = PooledBuffer(capacity: places, pool: pool)
        bits = bitBuffer.baseAddress
        slots = slotBuffer.baseAddress
        slots.update(repeating: Slot(prefix: 0, page: -1), count: places)
    }

    /// What is known of a number.
    @inline(__always)
    func answer(_ value: Int64) -> Answer {
        let page = slots[slot(of: value &>> 16)].page
        guard page >= 0 else { return .unknown }
        let (word, bit) = Self.place(value, in: page)
        return bits[word] & bit == 0 ? .absent : .present
    }

    /// Takes in a number.
    ///
    /// - Returns: whether it was taken; if not, it must be held elsewhere, and so must all others of its range.
    @inline(__always)
    mutating func insert(_ value: Int64) -> Bool {
        var page = slots[slot(of: value &>> 16)].page
        if page < 0 {
            page = makePage(for: value &>> 16)
            guard page >= 0 else { return false }
        }
        let (word, bit) = Self.place(value, in: page)
        bits[word] |= bit
        return true
    }

    @inline(__always)
    private static func place(_ value: Int64, in page: Int) -> (word: Int, bit: UInt64) {
        let low = Int(truncatingIfNeeded: value & 0xFFFF)
        return (page &* words &+ low &>> 6, 1 &<< UInt64(truncatingIfNeeded: low & 63))
    }

    /// The slot of a page, or the empty one where it belongs; half of the slots at least are empty.
    @inline(__always)
    private func slot(of prefix: Int64) -> Int {
        let hash = (UInt64(bitPattern: prefix) &* factor) &>> 24
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place].page >= 0, slots[place].prefix != prefix { place = (place &+ 1) & mask }
        return place
    }

    private mutating func makePage(for prefix: Int64) -> Int {
        if pages == mostPages { isFull = true }
        guard !isFull else { return -1 }
        let page = pages
        pages += 1
        slots[slot(of: prefix)] = Slot(prefix: prefix, page: page)
        (bits + page * Self.words).update(repeating: 0, count: Self.words)
        return page
    }
}
