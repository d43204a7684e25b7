internal import WeirModel
internal import WeirWrite

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A folder of its own for what a bench writes, in the folder for temporary files (`TMPDIR`, or `/tmp`).
struct BenchFolder: Sendable {
    /// Where it is.
    let path: String

    /// Makes the folder.
    ///
    /// - Throws: `write.unwritable`.
    init() throws(WeirError) {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? ""
        var template = Array("\(parent.isEmpty ? "/tmp" : parent)/weir-bench-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw WeirError(
                .writeUnwritable,
                "no folder for temporary files can be made in \(parent.isEmpty ? "/tmp" : parent): "
                    + String(cString: strerror(errno)),
                hint: "set TMPDIR to a folder that may be written to"
            )
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Removes what is in the folder.
    func clear() {
        guard let folder = opendir(path) else { return }
        defer { closedir(folder) }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { address in
                address.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { unlink("\(path)/\(name)") }
        }
    }

    /// Removes the folder with what is in it; it may be called more than once, and while something still writes.
    func remove() {
        for _ in 0..<3 {
            clear()
            if rmdir(path) == 0 || errno == ENOENT { return }
        }
    }
}
