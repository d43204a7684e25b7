public import WeirModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Parts of a regular file, read without what lies between them.
///
/// For a look at a large file; whoever needs all of it takes a `FileSource`.
public enum FileParts {
    /// Reads the given ranges of bytes.
    ///
    /// A range beyond the end, or one in a file that has become shorter meanwhile, gives fewer bytes.
    ///
    /// - Parameters:
    ///   - ranges: where the parts are, in bytes.
    ///   - path: the file.
    /// - Returns: one array per range, in the same order.
    /// - Throws: `read.notFound`, `read.unreadable`, `read.failed`.
    public static func read(_ ranges: [Range<Int>], of path: String) throws(WeirError) -> [[UInt8]] {
        let calls = FileSystemCalls.system
        let descriptor: Int32
        do throws(SystemCallFailure) {
            descriptor = try uninterrupted { () throws(SystemCallFailure) in try calls.open(path) }
        } catch {
            throw WeirError(
                error.isAbsence ? .readNotFound : .readUnreadable, "The file cannot be opened: \(error).",
                position: WeirError.Position(file: path))
        }
        defer { calls.close(descriptor) }
        var parts: [[UInt8]] = []
        for range in ranges {
            do throws(SystemCallFailure) {
                parts.append(try read(range, from: descriptor))
            } catch {
                throw WeirError(
                    .readFailed, "Reading stopped: \(error).",
                    position: WeirError.Position(file: path, byteOffset: range.lowerBound))
            }
        }
        return parts
    }

    private static func read(_ range: Range<Int>, from descriptor: Int32) throws(SystemCallFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        var count = 0
        while count < range.count {
            let read = try uninterrupted { () throws(SystemCallFailure) in
                let read = bytes.withUnsafeMutableBytes { room in
                    room.baseAddress.map {
                        pread(descriptor, $0 + count, range.count - count, off_t(range.lowerBound + count))
                    } ?? 0
                }
                guard read >= 0 else { throw .last }
                return read
            }
            if read == 0 { break }
            count += read
        }
        bytes.removeLast(range.count - count)
        return bytes
    }
}
