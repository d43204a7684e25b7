import WeirModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Keeps a run from overwriting what it reads, whatever name the file goes by.
///
/// It matters most for a rejects file that was corrected and is loaded again by the pipeline that wrote it.
struct InputProtection {
    private struct FileID: Hashable {
        var device: UInt64
        var node: UInt64

        /// The identity of a regular file; `nil` for anything else.
        init?(_ path: String) {
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            device = UInt64(truncatingIfNeeded: status.st_dev)
            node = UInt64(truncatingIfNeeded: status.st_ino)
        }
    }

    private let inputs: Set<FileID>

    init(_ sources: [SourceInfo]) {
        inputs = Set(sources.compactMap { FileID($0.name) })
    }

    /// Refuses an output that is an input.
    func check(_ path: String) throws {
        guard let id = FileID(path), inputs.contains(id) else { return }
        throw WeirError(
            .writeOverwritesInput,
            "\(path) is an input of this run and would be overwritten by its output",
            hint: "copy the input to another name, or change the output's path"
        )
    }
}
