internal import Weir
internal import WeirModel

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// This program as a file, so that it can start itself.
enum Executable {
    /// Its path.
    ///
    /// - Throws: `server.badSettings`.
    static func path() throws(WeirError) -> String {
        #if os(Linux)
            var buffer = [CChar](repeating: 0, count: 4097)
            let count = readlink("/proc/self/exe", &buffer, 4096)
            if count > 0 { return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) }
        #endif
        guard let first = CommandLine.arguments.first, first.contains("/") else {
            throw WeirError(
                .serverBadSettings, "the program cannot tell where it is", hint: "start it by its full path")
        }
        return AbsolutePath.of(first)
    }
}

/// A path that means the same wherever a process is started.
enum AbsolutePath {
    static func of(_ path: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        var buffer = [CChar](repeating: 0, count: 4097)
        guard getcwd(&buffer, 4096) != nil else { return path }
        let folder = buffer.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        return "\(folder)/\(path)"
    }
}
