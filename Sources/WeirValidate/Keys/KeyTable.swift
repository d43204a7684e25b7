import WeirModel

/// Keys in memory: a hash table with open addressing that knows when it is full.
///
/// The place of a key grows with the key, so the table is nearly in order at any time and is put in order at little cost
/// when it has to be written out. A byte beside each place says whether it is taken and holds some bits of its key, so a
/// key that is not there is mostly found out without a look at the entries, for which memory is slow.
struct KeyTable: ~Copyable {
    /// The least number of places.
    static let leastPlaces = 2048
    /// How many tags are looked at at once.
    private static let group = 8
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let bytesPerPlace = KeyEntry.size + 1

    private var entryBuffer: PooledBuffer<KeyEntry>
    private var tagBuffer: PooledBuffer<UInt8>
    /// Where the entries and the tags are, which the table owns.
    ///
    /// Behind the last tag stand the first ones once more.
    private var entries: UnsafeMutablePointer<KeyEntry>
    private var tags: UnsafeMutablePointer<UInt8>
    private let pool: BufferPool
    private(set) var places: Int
    private var mostPlaces: Int
    /// The keys in the table.
    private(set) var count = 0

    /// Makes an empty table.
    ///
    /// - Parameters:
    ///   - byteLimit: the most memory that it may take, in bytes; while it grows, half as much again.
    init(byteLimit: Int, pool: BufferPool) {
        self.pool = pool
        mostPlaces = max(byteLimit / Self.bytesPerPlace, Self.leastPlaces)
        places = Self.leastPlaces
        entryBuffer = PooledBuffer(capacity: places, pool: pool)
        tagBuffer = Self.emptyTags(places, pool)
        entries = entryBuffer.baseAddress
        tags = tagBuffer.baseAddress
    }

    private static func emptyTags(_ places: Int, _ pool: BufferPool) -> PooledBuffer<UInt8> {
        let tags = PooledBuffer<UInt8>(capacity: places + group, pool: pool)
        tags.baseAddress.update(repeating: 0, count: places + group)
        return tags
    }

    /// Takes a lower limit, in bytes, unless the table is larger already.
    mutating func limit(toBytes byteLimit: Int) {
        mostPlaces = max(min(mostPlaces, byteLimit / Self.bytesPerPlace), places)
    }

    /// Makes room for more keys, if the limit allows it; seven eighths of the places are used at most.
    ///
    /// - Returns: whether there is room.
    mutating func reserve(_ more: Int) -> Bool {
        while (count + more) * 8 > places * 7 {
            guard places < mostPlaces else { return false }
            grow()
        }
        return true
    }

    private mutating func grow() {
        let oldPlaces = places
        places = min(places * 2, mostPlaces)
        count = 0
        var oldEntries = PooledBuffer<KeyEntry>(capacity: places, pool: pool)
        var oldTags = Self.emptyTags(places, pool)
        swap(&entryBuffer, &oldEntries)
        swap(&tagBuffer, &oldTags)
        entries = entryBuffer.baseAddress
        tags = tagBuffer.baseAddress
        for place in 0..<oldPlaces where oldTags.baseAddress[place] != 0 { insert(oldEntries.baseAddress[place]) }
    }

    /// The key in a place, if there is one.
    func key(at place: Int) -> KeyEntry? { tags[place] == 0 ? nil : entries[place] }

    /// What stands where a key belongs.
    ///
    /// To look at the places of many keys at once first makes the processor wait for memory once and not for each key.
    @inline(__always)
    func peek(_ key: KeyEntry) -> UInt64 {
        let place = key.home(of: places)
        let found = Self.zeros(in: group(at: place) ^ Self.ones &* UInt64(Self.tag(key)))
        guard found != 0 else { return 0 }
        return entries[wrapped(place &+ found.trailingZeroBitCount &>> 3)].rest
    }

    /// The record that has a key, or -1.
    @inline(__always)
    func record(of key: KeyEntry) -> Int {
        let wanted = Self.ones &* UInt64(Self.tag(key))
        var place = key.home(of: places)
        while true {
            let group = group(at: place)
            var found = Self.zeros(in: group ^ wanted)
            while found != 0 {
                let entry = entries[wrapped(place &+ found.trailingZeroBitCount &>> 3)]
                if entry.hasKey(of: key) { return entry.record }
                found &= found &- 1
            }
            if Self.zeros(in: group) != 0 { return -1 }
            place = wrapped(place &+ Self.group)
        }
    }

    /// Takes in a key that is not there; room must have been reserved.
    @inline(__always)
    mutating func insert(_ key: KeyEntry) {
        var place = key.home(of: places)
        var free = Self.zeros(in: group(at: place))
        while free == 0 {
            place = wrapped(place &+ Self.group)
            free = Self.zeros(in: group(at: place))
        }
        place = wrapped(place &+ free.trailingZeroBitCount &>> 3)
        tags[place] = Self.tag(key)
        if place < Self.group { tags[places &+ place] = Self.tag(key) }
        entries[place] = key
        count &+= 1
    }

    /// Bits of a key that its place does not depend on, of which one is always set.
    @inline(__always)
    private static func tag(_ key: KeyEntry) -> UInt8 { UInt8(truncatingIfNeeded: key.word) | 0x80 }

    @inline(__always)
    private func wrapped(_ place: Int) -> Int { place < places ? place : place &- places }

    /// The tags from a place on, the first one in the low bits.
    @inline(__always)
    private func group(at place: Int) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(tags + place).loadUnaligned(as: UInt64.self))
    }

    /// The high bit of each byte that is zero.
    @inline(__always)
    private static func zeros(in word: UInt64) -> UInt64 {
        let low = 0x7F &* ones
        return ~((word & low &+ low) | word | low)
    }

    /// Lends all keys in their order and leaves the table empty.
    mutating func drain<Result>(_ body: (UnsafeBufferPointer<KeyEntry>) throws -> Result) rethrows -> Result {
        let total = sort()
        defer {
            tags.update(repeating: 0, count: places + Self.group)
            count = 0
        }
        return try body(UnsafeBufferPointer(start: entries, count: total))
    }

    /// Moves all keys to the front, in order.
    private func sort() -> Int {
        // What found no place at the end went on at the start.
        var moved: [KeyEntry] = []
        var place = 0
        var total = 0
        while place < places, let key = key(at: place) {
            if key.home(of: places) > place {
                moved.append(key)
            } else {
                entries[total] = key
                total += 1
            }
            place += 1
        }
        for place in place..<places where tags[place] != 0 {
            entries[total] = entries[place]
            total += 1
        }
        for key in moved {
            entries[total] = key
            total += 1
        }
        for index in 0..<total {
            let entry = entries[index]
            var hole = index
            while hole > 0, entry.precedes(entries[hole - 1]) {
                entries[hole] = entries[hole - 1]
                hole -= 1
            }
            entries[hole] = entry
        }
        return total
    }
}
