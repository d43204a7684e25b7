import WeirModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where keys go that memory has no room for, and how much room they may take there.
final class SpillSpace {
    private let folder: String
    private let budget: SpillBudget
    private let calls: any SpillCalls

    init(_ limits: KeyLimits) {
        folder = limits.spillFolder
        budget = limits.spill
        calls = limits.calls
    }

    /// Makes an empty file that is going to have so many bytes.
    func makeFile(byteCount: Int) throws -> SpillFile {
        try take(byteCount)
        do {
            let descriptor = try attempt("cannot make a temporary file") { () throws(SpillCallError) in
                try calls.makeFile(in: folder)
            }
            return SpillFile(descriptor: descriptor, byteCount: byteCount, space: self)
        } catch {
            budget.giveBack(byteCount)
            throw error
        }
    }

    fileprivate func take(_ byteCount: Int) throws {
        guard budget.take(byteCount) else {
            throw WeirError(
                .validateSpillFull,
                "the keys need more than the \(budget.byteLimit) bytes on disk that limits.spillBytes allows",
                hint: "raise limits.spillBytes, or limits.keyMemory so that less has to go to disk")
        }
    }

    /// Gives back a file.
    fileprivate func close(_ descriptor: Int32, byteCount: Int) {
        calls.close(descriptor)
        budget.giveBack(byteCount)
    }

    fileprivate func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = try attempt("cannot write a temporary file") { () throws(SpillCallError) in
                try calls.write(descriptor, rest)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
    }

    fileprivate func read(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
        var total = 0
        while total < bytes.count {
            let part = UnsafeMutableRawBufferPointer(rebasing: bytes.dropFirst(total))
            let count = try attempt("cannot read a temporary file") { () throws(SpillCallError) in
                try calls.read(descriptor, part, at: offset + total)
            }
            guard count > 0 else { break }
            total += count
        }
        return total
    }

    private func attempt<Result>(
        _ action: String, _ call: () throws(SpillCallError) -> Result
    ) throws(WeirError) -> Result {
        while true {
            do throws(SpillCallError) {
                return try call()
            } catch {
                guard error.number != EINTR else { continue }
                throw failure(error, action)
            }
        }
    }

    private func failure(_ error: SpillCallError, _ action: String) -> WeirError {
        let message = "\(action) for keys in \(folder): \(String(cString: strerror(error.number)))"
        switch error.number {
        case ENOSPC, EDQUOT, EFBIG:
            return WeirError(
                .validateSpillFull, message, hint: "free some space, or choose another folder by limits.spillFolder")
        default:
            return WeirError(.validateSpillFailed, message, hint: "limits.spillFolder chooses another folder")
        }
    }
}

/// A temporary file without a name; its room is free again when nobody holds it any more.
final class SpillFile {
    private let descriptor: Int32
    private var byteCount: Int
    private let space: SpillSpace

    fileprivate init(descriptor: Int32, byteCount: Int, space: SpillSpace) {
        self.descriptor = descriptor
        self.byteCount = byteCount
        self.space = space
    }

    deinit { space.close(descriptor, byteCount: byteCount) }

    /// Makes room for more bytes than were asked for at first.
    func reserve(_ more: Int) throws {
        try space.take(more)
        byteCount += more
    }

    /// Writes bytes at the end.
    func append(_ bytes: UnsafeRawBufferPointer) throws { try space.write(descriptor, bytes) }

    /// Reads as many bytes as there are at a place, up to the size of a buffer.
    ///
    /// - Returns: how many were read.
    func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
        try space.read(descriptor, bytes, at: offset)
    }
}
