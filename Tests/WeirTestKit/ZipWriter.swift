import CZlib
import Foundation

/// Writes zip archives, right ones and wrong ones, so that no archive has to be kept.
package struct ZipWriter {
    /// One entry; what it says of itself can be made untrue.
    package struct Entry {
        package var name: String
        package var plain: [UInt8]
        package var isDeflated = true
        /// Whether the local header leaves the figures to a descriptor behind the data.
        package var hasDescriptor = false
        /// The figures that are in the ZIP64 field.
        package var wideFigures: Set<Figure> = []
        package var method: UInt16?
        /// The method that the local header tells, if that is another one.
        package var localMethod: UInt16?
        package var flags: UInt16 = 0
        package var checksum: UInt32?
        package var byteCount: UInt64?
        package var localName: String?
        package var attributes: UInt32 = 0
        /// Where the directory says that it is, if that is elsewhere.
        package var offset: UInt32?
        /// The stored bytes, if they are not what the others say.
        package var stored: [UInt8]?

        /// The bytes of the name, if it is not in UTF-8, which then is not said.
        package var rawName: [UInt8]?
        /// The number of the file that it says to be in.
        package var disk: UInt16 = 0

        /// What may be too large for 32 bits, in the order of the ZIP64 field.
        package enum Figure: CaseIterable, Sendable { case byteCount, storedBytes, offset }

        /// Whether all figures are in the ZIP64 field.
        package var isWide: Bool {
            get { wideFigures.count == Figure.allCases.count }
            set { wideFigures = newValue ? Set(Figure.allCases) : [] }
        }

        package init(_ name: String, _ plain: [UInt8]) {
            self.name = name
            self.plain = plain
        }

        package init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
    }

    package var entries: [Entry]
    /// What stands before the first entry; the offsets do not count it.
    package var prefix: [UInt8] = []
    package var comment: [UInt8] = []
    /// Whether the end record is a ZIP64 one.
    package var isWide = false
    package var entryCount: UInt16?
    /// The number of the file that the archive says to end in.
    package var disk: UInt16 = 0

    package init(_ entries: [Entry]) { self.entries = entries }

    /// The archive.
    package var bytes: [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let stored = entry.stored ?? (entry.isDeflated ? rawDeflate(entry.plain) : entry.plain)
            let offset = entry.offset ?? UInt32(archive.count)
            let method = entry.method ?? (entry.isDeflated ? 8 : 0)
            let flags = entry.flags | (entry.rawName == nil ? 0x800 : 0) | (entry.hasDescriptor ? 8 : 0)
            let checksum = entry.checksum ?? crc(entry.plain)
            let size = entry.byteCount ?? UInt64(entry.plain.count)
            let name = entry.rawName ?? Array(entry.name.utf8)
            let local = entry.localName.map { Array($0.utf8) } ?? name
            archive += number(0x0403_4B50, 4) + number(20, 2) + number(UInt64(flags), 2)
            archive += number(UInt64(entry.localMethod ?? method), 2)
            archive += number(0, 4) + number(entry.hasDescriptor ? 0 : UInt64(checksum), 4)
            archive += number(entry.hasDescriptor ? 0 : UInt64(stored.count), 4)
            archive += number(entry.hasDescriptor ? 0 : size, 4)
            archive += number(UInt64(local.count), 2) + number(0, 2) + local + stored
            if entry.hasDescriptor {
                // As ZIP64 has it: with a signature, and sizes of eight bytes.
                archive += number(0x0807_4B50, 4) + number(UInt64(checksum), 4)
                archive += number(UInt64(stored.count), 8) + number(size, 8)
            }
            let full = UInt64(0xFFFF_FFFF)
            let figures: [(Entry.Figure, UInt64)] = [
                (.byteCount, size), (.storedBytes, UInt64(stored.count)), (.offset, UInt64(offset)),
            ]
            let wide = figures.filter { entry.wideFigures.contains($0.0) }.flatMap { number($0.1, 8) }
            let extra = wide.isEmpty ? [] : number(1, 2) + number(UInt64(wide.count), 2) + wide
            func narrow(_ figure: Entry.Figure, _ value: UInt64) -> [UInt8] {
                number(entry.wideFigures.contains(figure) ? full : value, 4)
            }
            directory += number(0x0201_4B50, 4) + number(0x0314, 2) + number(20, 2) + number(UInt64(flags), 2)
            directory += number(UInt64(method), 2) + number(0, 4) + number(UInt64(checksum), 4)
            directory += narrow(.storedBytes, UInt64(stored.count)) + narrow(.byteCount, size)
            directory += number(UInt64(name.count), 2) + number(UInt64(extra.count), 2) + number(0, 2)
            directory += number(UInt64(entry.disk), 2) + number(0, 2) + number(UInt64(entry.attributes), 4)
            directory += narrow(.offset, UInt64(offset)) + name + extra
        }
        return prefix + archive + directory + end(directory: directory.count, offset: archive.count)
    }

    /// Writes the archive to a file.
    package func write(to path: String) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

    private func end(directory: Int, offset: Int) -> [UInt8] {
        let count = UInt64(entryCount ?? UInt16(truncatingIfNeeded: entries.count))
        var end: [UInt8] = []
        if isWide {
            end += number(0x0606_4B50, 4) + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 8)
            end += number(UInt64(entries.count), 8) + number(UInt64(entries.count), 8)
            end += number(UInt64(directory), 8) + number(UInt64(offset), 8)
            end += number(0x0706_4B50, 4) + number(0, 4) + number(UInt64(offset + directory), 8) + number(1, 4)
        }
        end += number(0x0605_4B50, 4) + number(UInt64(disk), 2) + number(0, 2) + number(isWide ? 0xFFFF : count, 2)
        end += number(isWide ? 0xFFFF : count, 2) + number(isWide ? 0xFFFF_FFFF : UInt64(directory), 4)
        end += number(isWide ? 0xFFFF_FFFF : UInt64(offset), 4)
        return end + number(UInt64(comment.count), 2) + comment
    }

    private func number(_ value: UInt64, _ byteCount: Int) -> [UInt8] {
        (0..<byteCount).map { UInt8(truncatingIfNeeded: value >> (UInt64($0) * 8)) }
    }

    private func crc(_ bytes: [UInt8]) -> UInt32 {
        UInt32(truncatingIfNeeded: bytes.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, $0.count) })
    }
}

/// Compresses bytes by deflate, without a header.
package func rawDeflate(_ plain: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let started = deflateInit2_(
        &stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(started == Z_OK)
    defer { deflateEnd(&stream) }
    var plain = plain
    var stored = [UInt8](repeating: 0, count: plain.count + plain.count / 8 + 256)
    let count = plain.withUnsafeMutableBufferPointer { plain in
        stored.withUnsafeMutableBufferPointer { stored in
            stream.next_in = plain.baseAddress
            stream.avail_in = UInt32(plain.count)
            stream.next_out = stored.baseAddress
            stream.avail_out = UInt32(stored.count)
            precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END)
            return stored.count - Int(stream.avail_out)
        }
    }
    return Array(stored[..<count])
}
