import WeirModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file being written by one owner, through a buffer of fixed size.
///
/// `close()` is the good end. When the value is dropped before, the descriptor is closed and what was still in the
/// buffer is lost.
struct OutputFile: ~Copyable {
    private static let bufferSize = 64 << 10

    /// The file, as the user named it.
    let path: String
    private let calls: any FileCalls
    private let descriptor: Int32
    private let ownsDescriptor: Bool
    private var buffer: [UInt8] = []
    private var hasUnsynced = false
    private var isClosed = false

    /// Opens a file for writing, made if missing, emptied unless `appending`.
    init(path: String, appending: Bool = false, calls: any FileCalls) throws {
        do {
            descriptor = try calls.open(path, appending: appending)
        } catch {
            throw WeirError(error, "cannot open", path)
        }
        self.path = path
        self.calls = calls
        ownsDescriptor = true
    }

    /// Takes over an open descriptor.
    ///
    /// - Parameter owned: whether it is closed with this file; standard output is not.
    init(descriptor: Int32, path: String, owned: Bool = true, calls: any FileCalls) {
        self.descriptor = descriptor
        self.path = path
        self.calls = calls
        ownsDescriptor = owned
    }

    deinit {
        if !isClosed, ownsDescriptor { try? calls.close(descriptor) }
    }

    /// Appends bytes; they are written when the buffer is full.
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        guard bytes.count > 0 else { return }
        if buffer.count + bytes.count > Self.bufferSize {
            try flush()
        }
        if bytes.count >= Self.bufferSize {
            try writeAll(UnsafeRawBufferPointer(bytes))
        } else {
            buffer.append(contentsOf: bytes)
        }
    }

    /// Appends bytes; they are written when the buffer is full.
    mutating func append(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBufferPointer { try append($0) }
    }

    /// Hands the buffered bytes to the system.
    mutating func flush() throws {
        guard !buffer.isEmpty else { return }
        // Emptied first: bytes that failed once are never written twice.
        let pending = buffer
        buffer.removeAll(keepingCapacity: true)
        try pending.withUnsafeBytes { try writeAll($0) }
    }

    /// Waits until everything appended is stored.
    mutating func sync() throws {
        try flush()
        guard hasUnsynced else { return }
        do {
            try calls.sync(descriptor)
        } catch {
            throw WeirError(error, "cannot store", path)
        }
        hasUnsynced = false
    }

    /// Writes what is buffered and closes the file.
    mutating func close() throws {
        guard !isClosed else { return }
        try flush()
        isClosed = true
        guard ownsDescriptor else { return }
        do {
            try calls.close(descriptor)
        } catch {
            throw WeirError(error, "cannot close", path)
        }
    }

    private mutating func writeAll(_ bytes: UnsafeRawBufferPointer) throws {
        hasUnsynced = true
        var rest = bytes[...]
        while !rest.isEmpty {
            do {
                let count = try calls.write(descriptor, UnsafeRawBufferPointer(rebasing: rest))
                rest = rest.dropFirst(count)
            } catch {
                if error.number == EINTR { continue }
                throw WeirError(error, "cannot write", path)
            }
        }
    }
}
