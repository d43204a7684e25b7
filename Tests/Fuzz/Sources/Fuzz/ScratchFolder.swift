import Foundation

/// A folder in memory, if the system has one, for what can only be read from a file.
enum ScratchFolder {
    private static let path: String = {
        let base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : NSTemporaryDirectory()
        let path = "\(base)/weir-fuzz-\(getpid())"
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        atexit { ScratchFolder.remove() }
        return path
    }()

    /// The path of a file, which is made of the bytes.
    static func file(_ name: String, _ bytes: [UInt8]) -> String {
        let file = "\(path)/\(name)"
        guard let stream = fopen(file, "w") else { found("cannot write \(file)") }
        fwrite(bytes, 1, bytes.count, stream)
        fclose(stream)
        return file
    }

    /// The path of a file that is not there.
    static func free(_ name: String) -> String {
        let file = "\(path)/\(name)"
        unlink(file)
        unlink(file + "-journal")
        return file
    }

    private static func remove() { try? FileManager.default.removeItem(atPath: path) }
}
