import WeirModel

/// Where the directory of an archive is: what its last records say.
///
/// After APPNOTE.TXT, sections 4.3.14 to 4.3.16. The end record is looked for from the end of the file; it counts only if
/// its comment fills the rest of the file and the directory before it ends where it begins. Two records that both fit
/// would be two archives in one file, and are refused: readers disagree on such files.
struct DirectoryEnd {
    /// Where the directory starts.
    let offset: Int
    /// Its length in bytes.
    let byteCount: Int
    /// How many entries it has.
    let entryCount: Int

    private static let recordBytes = 22
    private static let locatorBytes = 20

    /// Finds it.
    ///
    /// - Throws: `zip.notZip`, `zip.truncated`, `zip.damaged`, `zip.unsupported`, `zip.unreadable`.
    init(_ file: any ArchiveBytes) throws(WeirError) {
        let position = WeirError.Position(file: file.path)
        let tailStart = max(file.byteCount - Self.recordBytes - 0xFFFF, 0)
        let tail = try file.read(at: tailStart, count: file.byteCount - tailStart)
        let reader = ByteReader(tail)
        var found: [DirectoryEnd] = []
        var failure: WeirError?
        var start = tail.count - Self.recordBytes
        while start >= 0 {
            defer { start -= 1 }
            guard tail[start] == 0x50, reader.uint32(at: start) == 0x0605_4B50,
                reader.uint16(at: start + 20) == tail.count - start - Self.recordBytes
            else { continue }
            do throws(WeirError) {
                found.append(try DirectoryEnd(record: reader, at: start, tailStart: tailStart, file))
            } catch {
                failure = failure ?? error
            }
        }
        guard found.count < 2 else {
            throw WeirError(
                .zipDamaged, "The file has two directories, and which one counts is open.", position: position)
        }
        if let end = found.first {
            self = end
            return
        }
        if let failure { throw failure }
        let magic = try file.read(at: 0, count: 4)
        guard magic.starts(with: [0x50, 0x4B]) else {
            throw WeirError(.zipNotZip, "The file is no zip archive.", position: position)
        }
        throw WeirError(
            .zipTruncated, "The archive has no directory at its end: a part of the file is missing.",
            hint: "Copy or download it again.", position: position)
    }

    /// Reads the end record at a place.
    private init(
        record reader: ByteReader, at start: Int, tailStart: Int, _ file: any ArchiveBytes
    ) throws(WeirError) {
        let position = WeirError.Position(file: file.path, byteOffset: tailStart + start)
        func damaged(_ what: String) -> WeirError { WeirError(.zipDamaged, what, position: position) }
        guard let disk = reader.uint16(at: start + 4), let firstDisk = reader.uint16(at: start + 6),
            let here = reader.uint16(at: start + 8), let total = reader.uint16(at: start + 10),
            let size = reader.uint32(at: start + 12), let place = reader.uint32(at: start + 16)
        else { throw damaged("The end record of the archive is cut off.") }
        var (entryCount, byteCount, offset) = (total, Int(size), Int(place))
        var end = tailStart + start
        if let wide = try WideEnd(before: end, file) {
            end = wide.recordOffset
            if total == 0xFFFF { entryCount = wide.entryCount }
            if size == 0xFFFF_FFFF { byteCount = wide.byteCount }
            if place == 0xFFFF_FFFF { offset = wide.offset }
        } else if total == 0xFFFF || size == 0xFFFF_FFFF || place == 0xFFFF_FFFF {
            // An archive may have exactly 65,535 entries; the sizes cannot be real.
            if size == 0xFFFF_FFFF || place == 0xFFFF_FFFF {
                throw damaged("The end record points to a ZIP64 record that is not there.")
            }
        }
        guard disk == 0 || disk == 0xFFFF, firstDisk == 0 || firstDisk == 0xFFFF, here == total else {
            throw WeirError(.zipUnsupported, "The archive is split over several files.", position: position)
        }
        let (stop, overflow) = offset.addingReportingOverflow(byteCount)
        guard !overflow, offset >= 0, byteCount >= 0, stop == end else {
            if !overflow, stop < end, byteCount > 0 {
                throw WeirError(
                    .zipDamaged,
                    "Something stands before or inside the archive: its offsets are wrong by \(end - stop).",
                    hint: "A program that unpacks itself must be unpacked first.", position: position)
            }
            throw damaged("The directory does not end where the end record begins.")
        }
        self.offset = offset
        self.byteCount = byteCount
        self.entryCount = entryCount
    }

    /// The ZIP64 end record: the same figures with 64 bits.
    private struct WideEnd {
        let recordOffset: Int
        let entryCount: Int
        let byteCount: Int
        let offset: Int

        /// Reads it, if there is a locator before the end record.
        init?(before end: Int, _ file: any ArchiveBytes) throws(WeirError) {
            let locatorOffset = end - DirectoryEnd.locatorBytes
            guard locatorOffset >= 0 else { return nil }
            let locator = ByteReader(try file.read(at: locatorOffset, count: DirectoryEnd.locatorBytes))
            guard locator.uint32(at: 0) == 0x0706_4B50 else { return nil }
            let position = WeirError.Position(file: file.path, byteOffset: locatorOffset)
            guard let place = locator.int64(at: 8), place >= 0, place <= locatorOffset - 56 else {
                throw WeirError(.zipDamaged, "The ZIP64 locator points out of the file.", position: position)
            }
            let record = ByteReader(try file.read(at: place, count: 56))
            guard record.uint32(at: 0) == 0x0606_4B50, let size = record.int64(at: 4),
                size >= 44, size == locatorOffset - place - 12,
                let disk = record.uint32(at: 16), let firstDisk = record.uint32(at: 20),
                let here = record.int64(at: 24), let total = record.int64(at: 32),
                let byteCount = record.int64(at: 40), let offset = record.int64(at: 48)
            else {
                throw WeirError(.zipDamaged, "The ZIP64 end record is damaged.", position: position)
            }
            guard disk == 0, firstDisk == 0, here == total else {
                throw WeirError(.zipUnsupported, "The archive is split over several files.", position: position)
            }
            recordOffset = place
            entryCount = total
            self.byteCount = byteCount
            self.offset = offset
        }
    }
}
