internal import WeirModel
internal import WeirWrite

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A folder for the files of one run, gone when it is let go.
struct ScratchFolder: ~Copyable {
    /// The folder.
    let path: String

    /// Makes a folder of its own in the folder for temporary files.
    ///
    /// - Throws: `write.unwritable`.
    init() throws(WeirError) {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/weir-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw Self.failure(parent) }
        path = String(cString: made)
    }

    deinit {
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
                    name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { unlink("\(path)/\(name)") }
            }
            closedir(folder)
        }
        rmdir(path)
    }

    /// The path of a file in it.
    func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file.
    ///
    /// - Throws: `write.unwritable`.
    func write(_ text: String, to name: String) throws(WeirError) {
        let file = self(name)
        guard let stream = fopen(file, "w") else { throw Self.failure(file) }
        var text = text
        let count = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, stream) }
        guard fclose(stream) == 0, count == text.utf8.count else { throw Self.failure(file) }
    }

    /// The content of a file; nil if there is none.
    func text(_ path: String) -> String? {
        guard let stream = fopen(path, "r") else { return nil }
        defer { fclose(stream) }
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while case let count = fread(&block, 1, block.count, stream), count > 0 { bytes += block[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func failure(_ path: String) -> WeirError {
        let reason = String(cString: strerror(errno))
        return WeirError(.writeUnwritable, reason, position: WeirError.Position(file: path))
    }
}
