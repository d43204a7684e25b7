// Stands between a program and the C library, and ends the program at its k-th durable operation, or lets that one fail:
// each write to a regular file, each sync, rename, removal and cut counts, also those that SQLite makes, and each piece
// that is sent to a database server. The tests
// compile it to a library that LD_PRELOAD puts before the C library.
//
// WEIR_FAULT is `kill:K` (the process ends before operation K), `tear:K` (half of the write of operation K is done, then
// the process ends), or `fail:K:ERRNO` (operation K fails; `fail:K:ERRNO:on` lets all after it fail too).

import Glibc

private struct Fault {
    var kind = ""
    var place = Int.max
    var number: Int32 = 0
    var lasts = false

    init() {
        guard let text = getenv("WEIR_FAULT") else { return }
        let parts = String(cString: text).split(separator: ":").map(String.init)
        guard parts.count >= 2, let place = Int(parts[1]) else { return }
        kind = parts[0]
        self.place = place
        if parts.count > 2 { number = Int32(parts[2]) ?? EIO }
        lasts = parts.count > 3
    }
}

private let fault = Fault()
nonisolated(unsafe) private var count = 0
nonisolated(unsafe) private var lock = pthread_mutex_t()

/// What becomes of an operation.
private enum Verdict {
    case pass
    case tear
    case fail
}

/// What the program says is no durable operation, wherever it goes.
private func isFile(_ descriptor: Int32) -> Bool {
    guard descriptor > STDERR_FILENO else { return false }
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}

private func verdict() -> Verdict {
    guard fault.place < .max else { return .pass }
    pthread_mutex_lock(&lock)
    count += 1
    let current = count
    pthread_mutex_unlock(&lock)
    guard current == fault.place || fault.lasts && current > fault.place else { return .pass }
    switch fault.kind {
    case "kill": end()
    case "tear": return .tear
    case "fail": return .fail
    default: return .pass
    }
}

private func end() -> Never {
    kill(getpid(), SIGKILL)
    while true { pause() }
}

private func next<Function>(_ name: String, as type: Function.Type) -> Function {
    unsafeBitCast(dlsym(UnsafeMutableRawPointer(bitPattern: -1), name), to: type)
}

private typealias Write = @convention(c) (Int32, UnsafeRawPointer?, Int) -> Int
private typealias PlacedWrite = @convention(c) (Int32, UnsafeRawPointer?, Int, Int) -> Int
private typealias Send = @convention(c) (Int32, UnsafeRawPointer?, Int, Int32) -> Int
private typealias OnDescriptor = @convention(c) (Int32) -> Int32
private typealias Cut = @convention(c) (Int32, Int) -> Int32
private typealias OnPath = @convention(c) (UnsafePointer<CChar>?) -> Int32
private typealias OnPathAt = @convention(c) (Int32, UnsafePointer<CChar>?, Int32) -> Int32
private typealias Rename = @convention(c) (UnsafePointer<CChar>?, UnsafePointer<CChar>?) -> Int32
private typealias RenameAt =
    @convention(c) (Int32, UnsafePointer<CChar>?, Int32, UnsafePointer<CChar>?) -> Int32

private let realWrite = next("write", as: Write.self)
private let realPlacedWrite = next("pwrite64", as: PlacedWrite.self)
private let realSend = next("send", as: Send.self)
private let realSync = next("fsync", as: OnDescriptor.self)
private let realDataSync = next("fdatasync", as: OnDescriptor.self)
private let realCut = next("ftruncate64", as: Cut.self)
private let realRemove = next("unlink", as: OnPath.self)
private let realRemoveAt = next("unlinkat", as: OnPathAt.self)
private let realRename = next("rename", as: Rename.self)
private let realRenameAt = next("renameat", as: RenameAt.self)

private func failed() -> Int32 {
    errno = fault.number
    return -1
}

private func perform(_ call: () -> Int32) -> Int32 {
    switch verdict() {
    case .pass: return call()
    case .tear: end()
    case .fail: return failed()
    }
}

private func write(_ descriptor: Int32, _ count: Int, _ call: (Int) -> Int) -> Int {
    guard isFile(descriptor) else { return call(count) }
    switch verdict() {
    case .pass: return call(count)
    case .tear:
        _ = call(count / 2)
        end()
    case .fail: return Int(failed())
    }
}

/// In place of `write`.
@_cdecl("write")
public func interposedWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, count) { realWrite(descriptor, bytes, $0) }
}

/// In place of `send`: the first half of a piece may reach the server.
@_cdecl("send")
public func interposedSend(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int {
    switch verdict() {
    case .pass: return realSend(descriptor, bytes, count, flags)
    case .tear:
        _ = realSend(descriptor, bytes, count / 2, flags)
        end()
    case .fail:
        // The connection is gone then: nothing will be received either.
        shutdown(descriptor, Int32(SHUT_RDWR))
        errno = ECONNRESET
        return -1
    }
}

/// In place of `pwrite`.
@_cdecl("pwrite")
public func interposedPlacedWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ place: Int) -> Int {
    write(descriptor, count) { realPlacedWrite(descriptor, bytes, $0, place) }
}

/// In place of `pwrite64`.
@_cdecl("pwrite64")
public func interposedPlacedWrite64(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ place: Int) -> Int
{
    write(descriptor, count) { realPlacedWrite(descriptor, bytes, $0, place) }
}

/// In place of `fsync`.
@_cdecl("fsync")
public func interposedSync(_ descriptor: Int32) -> Int32 { perform { realSync(descriptor) } }

/// In place of `fdatasync`.
@_cdecl("fdatasync")
public func interposedDataSync(_ descriptor: Int32) -> Int32 { perform { realDataSync(descriptor) } }

/// In place of `ftruncate`.
@_cdecl("ftruncate")
public func interposedCut(_ descriptor: Int32, _ size: Int) -> Int32 { perform { realCut(descriptor, size) } }

/// In place of `ftruncate64`.
@_cdecl("ftruncate64")
public func interposedCut64(_ descriptor: Int32, _ size: Int) -> Int32 { perform { realCut(descriptor, size) } }

/// In place of `unlink`.
@_cdecl("unlink")
public func interposedRemove(_ path: UnsafePointer<CChar>?) -> Int32 { perform { realRemove(path) } }

/// In place of `unlinkat`.
@_cdecl("unlinkat")
public func interposedRemoveAt(_ folder: Int32, _ path: UnsafePointer<CChar>?, _ flags: Int32) -> Int32 {
    perform { realRemoveAt(folder, path, flags) }
}

/// In place of `rename`.
@_cdecl("rename")
public func interposedRename(_ old: UnsafePointer<CChar>?, _ new: UnsafePointer<CChar>?) -> Int32 {
    perform { realRename(old, new) }
}

/// In place of `renameat`.
@_cdecl("renameat")
public func interposedRenameAt(
    _ oldFolder: Int32, _ old: UnsafePointer<CChar>?, _ newFolder: Int32, _ new: UnsafePointer<CChar>?
) -> Int32 {
    perform { realRenameAt(oldFolder, old, newFolder, new) }
}
