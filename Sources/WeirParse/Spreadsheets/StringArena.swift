import WeirModel

/// The shared strings of a workbook, by number, in bounded memory.
///
/// Each stands here as a field of a record, so that a cell that refers to it costs one copy. They lie back to back, each
/// behind its length, with the place of every one of them in memory. Above its share of memory the arena moves to a file
/// without a name: then only the place of every 64th string stays, and some pages of the file.
struct StringArena: ~Copyable {
    /// What is known of a string beside its text.
    enum Kind: Int {
        /// A field as it is.
        case plain
        /// A field in quotes.
        case quoted
        /// Longer than a record may be; only its start is here.
        case tooLong
        /// Not valid UTF-8.
        case misencoded
    }

    private static var sparseStride: Int { 64 }
    private static var pageBytes: Int { 16 << 10 }
    private static var flushBytes: Int { 256 << 10 }

    private let memoryBytes: Int
    private let folder: String
    private let spill: SpillBudget
    /// All strings; above the share of memory those that are not written yet.
    private var bytes: [UInt8] = []
    /// Where every `stride`-th string starts.
    private var index: [Int] = []
    private var stride = 1
    private var file: SideFile?
    /// Pages of the file, each in the place that its number gives.
    private var pages: [UInt8] = []
    private var pageNumbers: [Int] = []
    /// Where the string behind the last one that was asked for starts.
    private var following = (number: -1, offset: 0)
    /// How many strings there are.
    private(set) var count = 0

    /// Makes an empty arena.
    ///
    /// - Parameters:
    ///   - memoryBytes: the most memory, in bytes.
    ///   - folder: where the file goes.
    ///   - spill: what the room of the file is taken from.
    init(memoryBytes: Int, folder: String, spill: SpillBudget) {
        self.memoryBytes = memoryBytes
        self.folder = folder
        self.spill = spill
    }

    /// Whether the strings are in a file.
    var isSpilled: Bool { file != nil }

    /// Adds a string.
    mutating func add(_ text: [UInt8], _ kind: Kind) throws(WeirError) {
        if count % stride == 0 { index.append((file?.byteCount ?? 0) + bytes.count) }
        var kind = kind
        let needsQuotes = text.withUnsafeBufferPointer { CSVField.needsQuotes($0) }
        if kind == .plain, needsQuotes { kind = .quoted }
        let length = needsQuotes ? text.count + 2 + text.count { $0 == CSVField.quote } : text.count
        var head = length << 2 | kind.rawValue
        while head >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: head) | 0x80)
            head >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: head))
        if needsQuotes {
            bytes.append(CSVField.quote)
            for byte in text {
                if byte == CSVField.quote { bytes.append(byte) }
                bytes.append(byte)
            }
            bytes.append(CSVField.quote)
        } else {
            bytes.append(contentsOf: text)
        }
        count += 1
        if file != nil {
            if bytes.count >= Self.flushBytes { try flush() }
        } else if bytes.count + index.count * MemoryLayout<Int>.size > memoryBytes {
            file = try SideFile(in: folder, budget: spill)
            try flush()
            bytes = []
            bytes.reserveCapacity(Self.flushBytes * 2)
            index = Swift.stride(from: 0, to: index.count, by: Self.sparseStride).map { index[$0] }
            stride = Self.sparseStride
        }
    }

    /// Ends adding.
    mutating func seal() throws(WeirError) {
        guard file != nil else { return }
        try flush()
        bytes = []
        let pageCount = max(min(memoryBytes / 4, 8 << 20) / Self.pageBytes, 2)
        pages = [UInt8](repeating: 0, count: pageCount * Self.pageBytes)
        pageNumbers = [Int](repeating: -1, count: pageCount)
    }

    private mutating func flush() throws(WeirError) {
        try file?.append(bytes)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Appends a string to a record.
    ///
    /// - Returns: what is known of it, and its length; `nil` if there is none of this number.
    mutating func append(
        _ number: Int, to record: inout ByteBuffer
    ) throws(WeirError) -> (kind: Kind, byteCount: Int)? {
        guard number >= 0, number < count else { return nil }
        if file == nil {
            var offset = index[number]
            let head = Self.head(bytes, &offset)
            bytes.withUnsafeBufferPointer {
                record.append(contentsOf: UnsafeBufferPointer(rebasing: $0[offset..<offset + head.byteCount]))
            }
            return head
        }
        var offset: Int
        if following.number == number {
            offset = following.offset
        } else {
            offset = index[number / stride]
            for _ in 0..<number % stride { offset += try storedHead(&offset).byteCount }
        }
        let head = try storedHead(&offset)
        following = (number + 1, offset + head.byteCount)
        var left = head.byteCount
        while left > 0 {
            let (start, available) = try page(of: offset)
            let count = min(left, available)
            pages.withUnsafeBufferPointer {
                record.append(contentsOf: UnsafeBufferPointer(rebasing: $0[start..<start + count]))
            }
            offset += count
            left -= count
        }
        return head
    }

    /// Reads the length and the kind that stand before a string, and goes behind them.
    private static func head(_ bytes: [UInt8], _ offset: inout Int) -> (kind: Kind, byteCount: Int) {
        var head = 0
        var shift = 0
        while true {
            let byte = Int(bytes[offset])
            offset += 1
            head |= (byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        return (Kind(rawValue: head & 3) ?? .plain, head >> 2)
    }

    private mutating func storedHead(_ offset: inout Int) throws(WeirError) -> (kind: Kind, byteCount: Int) {
        var head = 0
        var shift = 0
        while true {
            let byte = Int(pages[try page(of: offset).start])
            offset += 1
            head |= (byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        return (Kind(rawValue: head & 3) ?? .plain, head >> 2)
    }

    /// Where in `pages` a byte of the file is, and how many of the bytes from there on belong to its page.
    private mutating func page(of offset: Int) throws(WeirError) -> (start: Int, available: Int) {
        let number = offset / Self.pageBytes
        let slot = number % pageNumbers.count
        let place = offset % Self.pageBytes
        if pageNumbers[slot] != number {
            let start = number * Self.pageBytes
            let count = min(Self.pageBytes, (file?.byteCount ?? 0) - start)
            pageNumbers[slot] = -1
            try file?.read(at: start, count: count, into: &pages, at: slot * Self.pageBytes)
            pageNumbers[slot] = number
        }
        return (slot * Self.pageBytes + place, Self.pageBytes - place)
    }
}
