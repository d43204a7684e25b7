import WeirModel

/// Many keys in order on disk, with gaps between them, so that a key is found by one read in the middle of the file.
///
/// It is the image of a hash table whose places grow with the keys: a key stands where it belongs or, if that is taken,
/// a little further. So nothing about it is held in memory but a filter, while there is room for one.
final class KeyRun {
    /// How many entries are read at once to look for a key.
    private static let window = 24

    /// The keys in the file.
    let count: Int
    /// Spares most reads for keys that are not there.
    var filter: KeyFilter?
    private let places: Int
    private let file: SpillFile

    fileprivate init(count: Int, places: Int, file: SpillFile, filter: KeyFilter?) {
        self.count = count
        self.places = places
        self.file = file
        self.filter = filter
    }

    /// The record that has a key, or -1; whether the filter lets the key pass is the caller's to ask.
    func record(of key: KeyEntry) throws -> Int {
        try withUnsafeTemporaryAllocation(of: KeyEntry.self, capacity: Self.window) { entries in
            var place = key.home(of: places)
            while true {
                let read = try file.read(UnsafeMutableRawBufferPointer(entries), at: place * KeyEntry.size)
                for entry in entries.prefix(read / KeyEntry.size) {
                    if entry.isEmpty || key.precedes(entry) { return -1 }
                    if entry.hasKey(of: key) { return entry.record }
                }
                guard read == Self.window * KeyEntry.size else { return -1 }
                place += Self.window
            }
        }
    }

    /// Writes the file of a run: keys come in order.
    struct Writer: ~Copyable {
        private let count: Int
        private let places: Int
        private let file: SpillFile
        private var filter: KeyFilter?
        private let buffer: PooledBuffer<KeyEntry>
        private let base: UnsafeMutablePointer<KeyEntry>
        private let bufferPlaces: Int
        private var filled = 0
        private var next = 0

        /// Begins a run of so many keys.
        init(count: Int, hasFilter: Bool, in space: SpillSpace, bufferBytes: Int, pool: BufferPool) throws {
            self.count = count
            places = count + count / 4 + 64
            // The last keys may stand a little beyond the last place.
            file = try space.makeFile(byteCount: (places + 256) * KeyEntry.size)
            filter = hasFilter ? KeyFilter(keys: count) : nil
            bufferPlaces = max(bufferBytes / KeyEntry.size, 64)
            buffer = PooledBuffer(capacity: bufferPlaces, pool: pool)
            base = buffer.baseAddress
        }

        /// Appends the next key.
        mutating func append(_ key: KeyEntry) throws {
            let home = key.home(of: places)
            while next < home { try put(.none) }
            try put(key)
            filter?.insert(key)
        }

        /// Ends the run.
        consuming func finish() throws -> KeyRun {
            try flush()
            return KeyRun(count: count, places: places, file: file, filter: filter)
        }

        @inline(__always)
        private mutating func put(_ entry: KeyEntry) throws {
            if filled == bufferPlaces { try flush() }
            base[filled] = entry
            filled &+= 1
            next &+= 1
        }

        private mutating func flush() throws {
            try file.append(UnsafeRawBufferPointer(start: base, count: filled * KeyEntry.size))
            filled = 0
        }
    }

    /// Reads the keys of a run in order.
    struct Reader: ~Copyable {
        private let file: SpillFile
        private let buffer: PooledBuffer<KeyEntry>
        private let base: UnsafeMutablePointer<KeyEntry>
        private let bufferPlaces: Int
        private var filled = 0
        private var index = 0
        private var offset = 0

        /// Begins at the first key.
        init(_ run: KeyRun, bufferBytes: Int, pool: BufferPool) {
            file = run.file
            bufferPlaces = max(bufferBytes / KeyEntry.size, 64)
            buffer = PooledBuffer(capacity: bufferPlaces, pool: pool)
            base = buffer.baseAddress
        }

        /// The next key, if there is one.
        mutating func next() throws -> KeyEntry? {
            while true {
                while index < filled {
                    let entry = base[index]
                    index &+= 1
                    if !entry.isEmpty { return entry }
                }
                let target = UnsafeMutableRawBufferPointer(
                    start: base, count: bufferPlaces * KeyEntry.size)
                let read = try file.read(target, at: offset) / KeyEntry.size
                guard read > 0 else { return nil }
                filled = read
                offset += read * KeyEntry.size
                index = 0
            }
        }
    }
}
