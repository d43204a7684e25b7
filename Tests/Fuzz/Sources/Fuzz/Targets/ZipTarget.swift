import WeirModel
import WeirZip

/// An archive: each entry is unpacked within its limit, or there is a name for what is wrong.
enum ZipTarget: FuzzTarget {
    private static let mostBytes = 1 << 20

    static func attempt(_ input: FuzzInput) {
        var input = input
        let path = ScratchFolder.file("a.zip", input.rest())
        let opened = NamedError.catching("zip.") {
            try ZipArchive(path: path, limits: ZipLimits(entries: 100, directoryBytes: 1 << 16, entryBytes: mostBytes))
        }
        guard case .success(let archive) = opened else { return }
        for entry in archive.entries {
            let contents = NamedError.catching("zip.") { try archive.contents(of: entry, limit: mostBytes) }
            guard case .success(let bytes) = contents else { continue }
            expectSame(bytes.count, entry.byteCount, "the size of \(entry.name)")
        }
    }
}
