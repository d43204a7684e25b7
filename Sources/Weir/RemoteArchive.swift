internal import Synchronization
internal import WeirModel
internal import WeirRead
internal import WeirZip

/// An archive elsewhere: read at any place, by parts that are large enough for a request of their own.
///
/// It keeps the last few parts, 4 MiB at most: a directory, the head of an entry and its bytes are read again and again.
final class RemoteArchive: ArchiveBytes {
    private static let partBytes = 1 << 20
    private static let keptParts = 4

    private let file: any RemoteFile
    let byteCount: Int
    /// The parts that were read last, the oldest first, by their number.
    private let parts = Mutex<[(number: Int, bytes: [UInt8])]>([])

    /// Makes an archive.
    ///
    /// - Throws: `read.notDivisible`: the directory of an archive stands at its end.
    init(_ file: any RemoteFile) throws(WeirError) {
        guard file.isDivisible || file.byteCount == file.head.count, let byteCount = file.byteCount else {
            throw WeirError(
                .readNotDivisible,
                "The directory of an archive stands at its end, and this server sends only whole files.",
                hint: "Download it first.", position: WeirError.Position(file: file.name))
        }
        self.file = file
        self.byteCount = byteCount
    }

    var path: String { file.name }

    func read(at offset: Int, count: Int) throws(WeirError) -> [UInt8] {
        guard offset >= 0, offset < byteCount, count > 0 else { return [] }
        let end = offset + min(count, byteCount - offset)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(end - offset)
        var place = offset
        while place < end {
            let number = place / Self.partBytes
            let part = try part(number)
            let start = place - number * Self.partBytes
            let stop = min(end - number * Self.partBytes, part.count)
            guard start < stop else { break }
            bytes += part[start..<stop]
            place = number * Self.partBytes + stop
        }
        return bytes
    }

    private func part(_ number: Int) throws(WeirError) -> [UInt8] {
        if let known = parts.withLock({ $0.first { $0.number == number }?.bytes }) { return known }
        let start = number * Self.partBytes
        let bytes = try file.bytes(start..<min(start + Self.partBytes, byteCount))
        parts.withLock { parts in
            if parts.count >= Self.keptParts { parts.removeFirst() }
            parts.append((number, bytes))
        }
        return bytes
    }
}
