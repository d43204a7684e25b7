public import WeirModel

/// Finds inputs that are not on this machine: a port, so that who reads files needs no network.
public protocol RemoteInputs: Sendable {
    /// Looks at what a location names, without reading all of it.
    ///
    /// - Parameter location: with its scheme, as the user wrote it.
    /// - Returns: the files, in the order in which they are read.
    /// - Throws: `read.badURL`, `read.notFound`, `read.unreadable`, `read.unreachable`, `read.privateAddress`,
    ///   `read.badAnswer`.
    func files(at location: String) throws(WeirError) -> [any RemoteFile]
}

/// A file elsewhere, as it was when it was looked at.
public protocol RemoteFile: Sendable {
    /// The name that people see. It has nothing secret in it.
    var name: String { get }
    /// What is the same for two names of one file; never shown.
    var identity: String { get }
    /// The size in bytes; `nil` if the server does not say.
    var byteCount: Int? { get }
    /// What the server says by which these bytes are known again; `nil` if it says nothing.
    var version: String? { get }
    /// The first bytes.
    var head: [UInt8] { get }
    /// Whether parts of it can be read.
    var isDivisible: Bool { get }

    /// Begins to read.
    ///
    /// - Parameter range: the bytes that are read; `nil` for all of them.
    func stream(_ range: Range<Int>?) -> any RemoteStream
}

/// The bytes of a file elsewhere, one after another.
public protocol RemoteStream: Sendable {
    /// Reads at most as many bytes as fit; it blocks until there are some.
    ///
    /// - Parameter isStopped: whether to wait no longer.
    /// - Returns: how many; 0 at the end, `nil` when it was stopped.
    /// - Throws: `read.changed`, `read.failed`, and what looking at the file throws.
    func read(into room: UnsafeMutableRawBufferPointer, isStopped: () -> Bool) throws(WeirError) -> Int?

    /// Reads no more.
    func close()
}

extension RemoteFile {
    /// Reads some of its bytes; fewer if it ends before.
    ///
    /// - Throws: `read.notDivisible`, and what reading throws.
    public func bytes(_ range: Range<Int>) throws(WeirError) -> [UInt8] {
        if range.upperBound <= head.count { return Array(head[range]) }
        guard isDivisible else {
            throw WeirError(
                .readNotDivisible, "Parts of this file are wanted, and its server sends only all of it.",
                hint: "Download it first.", position: WeirError.Position(file: name))
        }
        let stream = stream(range.clamped(to: 0..<(byteCount ?? range.upperBound)))
        defer { stream.close() }
        var bytes = [UInt8](repeating: 0, count: range.count)
        var count = 0
        while count < bytes.count {
            var failure: WeirError?
            let read = bytes.withUnsafeMutableBytes { room in
                do throws(WeirError) {
                    return try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: room[count...])) { false } ?? 0
                } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
            if read == 0 { break }
            count += read
        }
        bytes.removeLast(bytes.count - count)
        return bytes
    }
}
