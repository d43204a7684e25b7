import WeirModel

/// Whole numbers and the records that have them, in the order in which they came, packed: a few bytes each.
///
/// It is for numbers that are known by their bits. Who has one of them is asked only when a second record has it, mostly
/// never, so it is not worth more than to be written down.
struct NumberJournal: ~Copyable {
    /// The most bytes of a packed number with its record, and of the zero behind the last one.
    private static let longest = 21

    /// What came since the last `pack()`, as it is.
    private let freshBuffer: PooledBuffer<KeyEntry>
    private let fresh: UnsafeMutablePointer<KeyEntry>
    private var freshCount = 0
    /// The packed block that is being written, or read.
    private let blockBuffer: PooledBuffer<UInt8>
    private let block: UnsafeMutablePointer<UInt8>
    private let blockBytes: Int
    private var filled = 0
    /// The full blocks, on disk.
    private var file: SpillFile?
    private var blocks = 0
    private let space: SpillSpace
    private var last = Position()

    private struct Position {
        var value: UInt64 = 0
        var record: UInt64 = 0
    }

    /// Makes an empty journal.
    ///
    /// - Parameters:
    ///   - rows: the most numbers between two calls of `pack()`.
    ///   - byteLimit: the memory for what is packed, in bytes.
    init(rows: Int, byteLimit: Int, space: SpillSpace, pool: BufferPool) {
        freshBuffer = PooledBuffer(capacity: rows, pool: pool)
        fresh = freshBuffer.baseAddress
        blockBytes = max(byteLimit, 1 << 10)
        blockBuffer = PooledBuffer(capacity: blockBytes, pool: pool)
        block = blockBuffer.baseAddress
        self.space = space
    }

    /// Whether nothing is written down.
    var isEmpty: Bool { freshCount == 0 && filled == 0 && blocks == 0 }

    /// Takes in a number and the record that has it, which comes after all before it.
    @inline(__always)
    mutating func note(_ value: UInt64, record: Int) {
        fresh[freshCount] = KeyEntry(word: value, extra: 0, record: record)
        freshCount &+= 1
    }

    /// The record that has a number which was noted since the last `pack()`, or -1.
    func freshRecord(of value: UInt64) -> Int {
        for index in 0..<freshCount where fresh[index].word == value { return fresh[index].record }
        return -1
    }

    /// Packs what came since the last time.
    mutating func pack() throws {
        for index in 0..<freshCount {
            let (value, record) = (fresh[index].word, fresh[index].rest)
            if filled + Self.longest > blockBytes { try writeBlock() }
            put(record &- last.record)
            let step = Int64(bitPattern: value &- last.value)
            put(UInt64(bitPattern: step &<< 1 ^ step &>> 63))
            last = Position(value: value, record: record)
        }
        freshCount = 0
    }

    /// Puts a number, seven bits a byte, the low ones first.
    @inline(__always)
    private mutating func put(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            block[filled] = UInt8(truncatingIfNeeded: rest) | 0x80
            filled &+= 1
            rest &>>= 7
        }
        block[filled] = UInt8(truncatingIfNeeded: rest)
        filled &+= 1
    }

    private mutating func writeBlock() throws {
        let target = try file ?? space.makeFile(byteCount: 0)
        file = target
        try target.reserve(blockBytes)
        // No record is zero records after another.
        block[filled] = 0
        try target.append(UnsafeRawBufferPointer(start: block, count: blockBytes))
        blocks += 1
        filled = 0
    }

    /// Hands out all numbers and their records in order, and is empty then.
    mutating func replay(_ body: (_ value: UInt64, _ rest: UInt64) throws -> Void) throws {
        try pack()
        block[filled] = 0
        last = Position()
        if let file {
            try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: blockBytes) { bytes in
                for index in 0..<blocks {
                    _ = try file.read(UnsafeMutableRawBufferPointer(bytes), at: index * blockBytes)
                    try Self.unpack(UnsafeBufferPointer(bytes), from: &last, body)
                }
            }
        }
        try Self.unpack(UnsafeBufferPointer(start: block, count: filled + 1), from: &last, body)
        (filled, blocks, file, last) = (0, 0, nil, Position())
    }

    private static func unpack(
        _ bytes: UnsafeBufferPointer<UInt8>, from last: inout Position,
        _ body: (_ value: UInt64, _ rest: UInt64) throws -> Void
    ) throws {
        var place = 0
        func take() -> UInt64 {
            var (number, shift) = (UInt64(0), UInt64(0))
            while place < bytes.count {
                let byte = bytes[place]
                place &+= 1
                number |= UInt64(byte & 0x7F) &<< shift
                guard byte >= 0x80 else { break }
                shift &+= 7
            }
            return number
        }
        while place < bytes.count {
            let step = take()
            guard step > 0 else { return }
            last.record &+= step
            let value = take()
            last.value &+= value &>> 1 ^ (0 &- (value & 1))
            try body(last.value, last.record)
        }
    }
}
