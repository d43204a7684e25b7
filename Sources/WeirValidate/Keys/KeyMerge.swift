import WeirModel

/// Goes through the keys of several runs and of a table in one order.
struct KeyMerge: ~Copyable {
    private let table: UnsafeBufferPointer<KeyEntry>
    private var tableIndex = 0
    private let readers: [Cursor]

    /// A run and its next key.
    private final class Cursor {
        private var reader: KeyRun.Reader
        private(set) var head: KeyEntry = .none
        private var hasStarted = false

        init(_ run: KeyRun, bufferBytes: Int, pool: BufferPool) {
            reader = KeyRun.Reader(run, bufferBytes: bufferBytes, pool: pool)
        }

        func start() throws {
            guard !hasStarted else { return }
            hasStarted = true
            try advance()
        }

        func advance() throws { head = try reader.next() ?? .none }
    }

    /// Begins at the first key.
    ///
    /// - Parameter table: keys in order, lent for as long as the merge goes on.
    init(_ table: UnsafeBufferPointer<KeyEntry>, _ runs: [KeyRun], bufferBytes: Int, pool: BufferPool) {
        self.table = table
        readers = runs.map { Cursor($0, bufferBytes: bufferBytes, pool: pool) }
    }

    /// The next key, if there is one.
    mutating func next() throws -> KeyEntry? {
        var least: KeyEntry = tableIndex < table.count ? table[tableIndex] : .none
        var chosen: Cursor?
        for reader in readers {
            try reader.start()
            let head = reader.head
            if !head.isEmpty, least.isEmpty || head.precedes(least) {
                least = head
                chosen = reader
            }
        }
        if least.isEmpty { return nil }
        if let chosen { try chosen.advance() } else { tableIndex &+= 1 }
        return least
    }
}
