public import WeirModel

/// An open zip archive: its entries, and the bytes of those that are asked for.
///
/// Nothing is ever written to disk by the name of an entry. The figures of the directory count; the local header of an
/// entry is only held against them. Entries that are not asked for may be broken.
public final class ZipArchive: Sendable {
    /// The entries, folders left out.
    public let entries: [ZipEntry]
    private let file: any ArchiveBytes
    private let directoryOffset: Int
    private let limits: ZipLimits

    /// Opens an archive and reads its directory.
    ///
    /// - Throws: `zip.unreadable`, `zip.notZip`, `zip.truncated`, `zip.damaged`, `zip.unsupported`, `zip.tooLarge`.
    public convenience init(path: String, limits: ZipLimits = ZipLimits()) throws(WeirError) {
        try self.init(ArchiveFile(path: path), limits: limits)
    }

    /// Opens an archive that is not a file of this machine.
    ///
    /// - Throws: what opening a file throws.
    public init(_ file: any ArchiveBytes, limits: ZipLimits = ZipLimits()) throws(WeirError) {
        self.file = file
        let directory = try ZipDirectory(file, limits: limits)
        entries = directory.entries.filter { !$0.isFolder }
        directoryOffset = directory.offset
        self.limits = limits
    }

    /// The path of the archive.
    public var path: String { file.path }

    /// The entry of a part, by its name without regard to case, slashes and a slash in front.
    ///
    /// - Throws: `zip.duplicate` if there are two.
    public func entry(named name: String) throws(WeirError) -> ZipEntry? {
        let key = ZipEntry.partName(name)
        let found = entries.filter { $0.key == key }
        guard found.count < 2 else {
            throw WeirError(
                .zipDuplicate,
                "The archive has \(found.count) entries for \(found[0].name), and which one counts is open.",
                position: WeirError.Position(file: path))
        }
        return found.first
    }

    /// Where the stored bytes of an entry are, and what decode must know of them.
    ///
    /// - Throws: `zip.damaged` if its local header says something else, or it overlaps another entry; `zip.unsupported`,
    ///   `zip.tooLarge`, `zip.unreadable`.
    public func place(of entry: ZipEntry) throws(WeirError) -> (range: Range<Int>, packed: PackedEntry) {
        let packed = try entry.packed(in: path)
        let position = WeirError.Position(file: path, byteOffset: entry.headerOffset)
        guard entry.byteCount <= limits.entryBytes else {
            throw WeirError(
                .zipTooLarge, "\(entry.name) has \(entry.byteCount) bytes; at most \(limits.entryBytes) are unpacked.",
                position: position)
        }
        // Deflate makes at most about 1,032 bytes of one.
        guard entry.byteCount / 1040 <= entry.storedBytes else {
            throw WeirError(
                .zipDamaged,
                "\(entry.name) cannot have \(entry.byteCount) bytes: only \(entry.storedBytes) are stored.",
                position: position)
        }
        let header = ByteReader(try file.read(at: entry.headerOffset, count: 30))
        guard header.uint32(at: 0) == 0x0403_4B50, let method = header.uint16(at: 8),
            let nameBytes = header.uint16(at: 26), let extraBytes = header.uint16(at: 28),
            method == entry.method, nameBytes == entry.rawName.count,
            try file.read(at: entry.headerOffset + 30, count: nameBytes) == entry.rawName
        else {
            throw WeirError(
                .zipDamaged, "The header of \(entry.name) is not what the directory says.", position: position)
        }
        let start = entry.headerOffset + 30 + nameBytes + extraBytes
        guard start <= directoryOffset, entry.storedBytes <= directoryOffset - start else {
            throw WeirError(
                .zipDamaged, "\(entry.name) reaches into the directory of the archive.", position: position)
        }
        try checkOverlap(entry, start..<start + entry.storedBytes)
        return (start..<start + entry.storedBytes, packed)
    }

    /// The unpacked bytes of a small entry.
    ///
    /// - Parameter limit: the most bytes that it may have.
    /// - Throws: `zip.corrupt`, and what `place(of:)` throws.
    public func contents(of entry: ZipEntry, limit: Int) throws(WeirError) -> [UInt8] {
        guard entry.byteCount <= limit else {
            throw WeirError(
                .zipTooLarge, "\(entry.name) has \(entry.byteCount) bytes; at most \(limit) are read.",
                position: WeirError.Position(file: path))
        }
        var contents: [UInt8] = []
        // What the directory says is not known to be true yet.
        contents.reserveCapacity(min(entry.byteCount, Self.pieceBytes))
        try read(entry) { contents.append(contentsOf: $0) }
        return contents
    }

    /// Unpacks an entry piece by piece, in bounded memory.
    ///
    /// - Parameter body: takes each piece; the last one comes before the checksum is verified.
    /// - Throws: what `contents(of:limit:)` throws, and what `body` throws.
    public func read(
        _ entry: ZipEntry, _ body: (UnsafeBufferPointer<UInt8>) throws(WeirError) -> Void
    ) throws(WeirError) {
        let (range, packed) = try place(of: entry)
        guard entry.byteCount <= limits.freeBytes || entry.byteCount / max(limits.ratio, 1) <= entry.storedBytes else {
            throw WeirError(
                .zipTooLarge,
                "\(entry.name) becomes \(entry.byteCount) bytes of \(entry.storedBytes), as a file does that is made to "
                    + "exhaust memory.",
                position: WeirError.Position(file: path, byteOffset: entry.headerOffset))
        }
        var unpacker = try EntryUnpacker(packed, file: path)
        let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Self.pieceBytes)
        defer { room.deallocate() }
        var offset = range.lowerBound
        while offset < range.upperBound {
            let stored = try file.read(at: offset, count: min(Self.pieceBytes, range.upperBound - offset))
            guard !stored.isEmpty else { break }
            offset += stored.count
            var used = 0
            var isFull = false
            while used < stored.count || isFull {
                let step = try unpacker.unpack(stored, from: used, into: room)
                used += step.consumed
                isFull = step.produced == room.count
                try body(UnsafeBufferPointer(rebasing: room[0..<step.produced]))
                if step.consumed == 0, step.produced == 0 { break }
            }
        }
        try unpacker.finish()
    }

    private static let pieceBytes = 64 << 10

    /// Fails if a byte of the entry belongs to another entry too.
    private func checkOverlap(_ entry: ZipEntry, _ data: Range<Int>) throws(WeirError) {
        let own = entry.headerOffset..<data.upperBound
        for other in entries where other.headerOffset != entry.headerOffset || other.rawName != entry.rawName {
            // The local header has at least these bytes.
            let (end, overflow) = (other.headerOffset + 30 + other.rawName.count)
                .addingReportingOverflow(other.storedBytes)
            let start = other.headerOffset
            if overflow || (start < own.upperBound && end > own.lowerBound) {
                throw WeirError(
                    .zipDamaged, "The entries \(entry.name) and \(other.name) overlap.",
                    position: WeirError.Position(file: path, byteOffset: start))
            }
        }
    }
}
