import WeirModel

/// The directory of an archive, read into memory.
struct ZipDirectory {
    /// The entries in the order of the directory.
    let entries: [ZipEntry]
    /// Where the directory starts: entries end before.
    let offset: Int

    /// Reads it.
    ///
    /// - Throws: `zip.*`.
    init(_ file: any ArchiveBytes, limits: ZipLimits) throws(WeirError) {
        let end = try DirectoryEnd(file)
        let position = WeirError.Position(file: file.path, byteOffset: end.offset)
        guard end.entryCount >= 0, end.entryCount <= limits.entries, end.byteCount <= limits.directoryBytes else {
            throw WeirError(
                .zipTooLarge,
                "The archive has \(end.entryCount) entries in a directory of \(end.byteCount) bytes; at most "
                    + "\(limits.entries) entries in \(limits.directoryBytes) bytes are read.",
                position: position)
        }
        let reader = ByteReader(try file.read(at: end.offset, count: end.byteCount))
        guard reader.count == end.byteCount else {
            throw WeirError(.zipTruncated, "The directory of the archive is cut off.", position: position)
        }
        var entries: [ZipEntry] = []
        var place = 0
        for _ in 0..<end.entryCount {
            guard let (entry, next) = ZipEntry.read(reader, at: place) else {
                throw WeirError(
                    .zipDamaged, "Entry \(entries.count + 1) of the archive's directory is damaged.",
                    position: WeirError.Position(file: file.path, byteOffset: end.offset + place))
            }
            entries.append(entry)
            place = next
        }
        guard place == reader.count else {
            throw WeirError(
                .zipDamaged, "The directory is longer than its \(end.entryCount) entries.", position: position)
        }
        self.entries = entries
        offset = end.offset
    }
}

extension ZipEntry {
    /// Reads the entry at a place of the directory, and says where the next one starts; `nil` for what is none.
    fileprivate static func read(_ reader: ByteReader, at place: Int) -> (entry: ZipEntry, next: Int)? {
        guard reader.uint32(at: place) == 0x0201_4B50, let madeBy = reader.uint16(at: place + 4),
            let flags = reader.uint16(at: place + 8), let method = reader.uint16(at: place + 10),
            let checksum = reader.uint32(at: place + 16), let stored = reader.uint32(at: place + 20),
            let plain = reader.uint32(at: place + 24), let nameBytes = reader.uint16(at: place + 28),
            let extraBytes = reader.uint16(at: place + 30), let commentBytes = reader.uint16(at: place + 32),
            let disk = reader.uint16(at: place + 34), let attributes = reader.uint32(at: place + 38),
            let header = reader.uint32(at: place + 42),
            let name = reader.slice(at: place + 46, count: nameBytes),
            let extra = reader.slice(at: place + 46 + nameBytes, count: extraBytes),
            reader.slice(at: place + 46 + nameBytes + extraBytes, count: commentBytes) != nil,
            !name.isEmpty, !name.contains(0), disk == 0 || disk == 0xFFFF
        else { return nil }
        var sizes = [Int(plain), Int(stored), Int(header)]
        guard WideFields(Array(extra)).fill(&sizes), sizes.allSatisfy({ $0 >= 0 }) else { return nil }
        let text = self.text(of: name, saysUTF8: flags & 0x800 != 0)
        // The file type of a Unix system stands in the upper half of the attributes.
        let isLink = madeBy >> 8 == 3 && attributes >> 28 == 0xA
        let entry = ZipEntry(
            name: text, key: partName(text), method: method, isEncrypted: flags & 0x2041 != 0, isLink: isLink,
            checksum: checksum, storedBytes: sizes[1], byteCount: sizes[0], headerOffset: sizes[2],
            rawName: Array(name))
        return (entry, place + 46 + nameBytes + extraBytes + commentBytes)
    }

    /// A name as text: UTF-8 where the entry says so, or where it is although nothing says so, as many programs do.
    private static func text(of name: some Collection<UInt8>, saysUTF8: Bool) -> String {
        if saysUTF8 { return String(decoding: name, as: UTF8.self) }
        return String(validating: name, as: UTF8.self) ?? CodePage437.text(of: name)
    }
}

/// The ZIP64 extra field: the figures that have no room in 32 bits, in a fixed order.
///
/// Only those are present whose 32-bit place is full of ones.
private struct WideFields {
    private let reader: ByteReader

    init(_ extra: [UInt8]) { reader = ByteReader(extra) }

    /// Replaces each figure that is all ones; `false` if one is missing or no `Int`.
    func fill(_ figures: inout [Int]) -> Bool {
        guard figures.contains(0xFFFF_FFFF) else { return true }
        var place = 0
        while let tag = reader.uint16(at: place), let size = reader.uint16(at: place + 2) {
            guard tag == 1 else {
                place += 4 + size
                continue
            }
            var field = place + 4
            for index in figures.indices where figures[index] == 0xFFFF_FFFF {
                guard field + 8 <= place + 4 + size, let value = reader.int64(at: field) else { return false }
                figures[index] = value
                field += 8
            }
            return true
        }
        return false
    }
}
