import WeirModel

/// Keys in memory: a hash table with open addressing that knows when it is full.
///
/// The place of a key grows with the key, so the table is nearly in order at any time and is put in order at little cost
/// when it has to be written out.
struct KeyTable: ~Copyable {
    /// The least number of places.
    static let leastPlaces = 2048

    private var entries: PooledBuffer<KeyEntry>
    /// Where the entries are; the table owns them.
    private var base: UnsafeMutablePointer<KeyEntry>
    private let pool: BufferPool
    private var places: Int
    private let mostPlaces: Int
    /// The keys in the table.
    private(set) var count = 0

    /// Makes an empty table.
    ///
    /// - Parameters:
    ///   - byteLimit: the most memory that it may take, in bytes; while it grows, half as much again.
    init(byteLimit: Int, pool: BufferPool) {
        self.pool = pool
        var most = Self.leastPlaces
        while most * 2 * KeyEntry.size <= byteLimit { most *= 2 }
        mostPlaces = most
        places = Self.leastPlaces
        entries = Self.emptyEntries(places, pool)
        base = entries.baseAddress
    }

    private static func emptyEntries(_ places: Int, _ pool: BufferPool) -> PooledBuffer<KeyEntry> {
        var entries = PooledBuffer<KeyEntry>(capacity: places, pool: pool)
        entries.baseAddress.update(repeating: .none, count: places)
        entries.setCount(places)
        return entries
    }

    /// Makes room for more keys, if the limit allows it; three quarters of the places are used at most.
    ///
    /// - Returns: whether there is room.
    mutating func reserve(_ more: Int) -> Bool {
        while (count + more) * 4 > places * 3 {
            guard places < mostPlaces else { return false }
            grow()
        }
        return true
    }

    private mutating func grow() {
        let oldPlaces = places
        places *= 2
        count = 0
        var old = Self.emptyEntries(places, pool)
        swap(&entries, &old)
        base = entries.baseAddress
        let oldBase = old.baseAddress
        for place in 0..<oldPlaces where !oldBase[place].isEmpty { insert(oldBase[place]) }
    }

    /// The entry in the place where a key belongs.
    ///
    /// To look at the places of many keys at once first makes the processor wait for memory once and not for each key.
    @inline(__always)
    func peek(_ entry: KeyEntry) -> UInt64 { base[entry.home(of: places)].rest }

    /// The record that has a key, or -1.
    @inline(__always)
    func record(of key: KeyEntry) -> Int {
        var place = key.home(of: places)
        while true {
            let entry = base[place]
            if entry.isEmpty { return -1 }
            if entry.hasKey(of: key) { return entry.record }
            place &+= 1
            if place == places { place = 0 }
        }
    }

    /// Takes in a key that is not there; room must have been reserved.
    @inline(__always)
    mutating func insert(_ key: KeyEntry) {
        var place = key.home(of: places)
        while !base[place].isEmpty {
            place &+= 1
            if place == places { place = 0 }
        }
        base[place] = key
        count &+= 1
    }

    /// Lends all keys in their order and leaves the table empty.
    mutating func drain<Result>(_ body: (UnsafeBufferPointer<KeyEntry>) throws -> Result) rethrows -> Result {
        let total = sort()
        defer {
            base.update(repeating: .none, count: places)
            count = 0
        }
        return try body(UnsafeBufferPointer(start: base, count: total))
    }

    /// Moves all keys to the front, in order.
    private func sort() -> Int {
        // What found no place at the end went on at the start.
        var wrapped: [KeyEntry] = []
        var place = 0
        while place < places, !base[place].isEmpty, base[place].home(of: places) > place {
            wrapped.append(base[place])
            place += 1
        }
        var total = 0
        for place in place..<places where !base[place].isEmpty {
            base[total] = base[place]
            total += 1
        }
        for entry in wrapped {
            base[total] = entry
            total += 1
        }
        for index in 0..<total {
            let entry = base[index]
            var hole = index
            while hole > 0, entry.precedes(base[hole - 1]) {
                base[hole] = base[hole - 1]
                hole -= 1
            }
            base[hole] = entry
        }
        return total
    }
}
