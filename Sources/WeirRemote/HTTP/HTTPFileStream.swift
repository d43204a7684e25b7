internal import NIOHTTP1
internal import Synchronization
internal import WeirModel
internal import WeirRead

/// The bytes of a file on a web server, whatever happens to the connection meanwhile.
///
/// Where one is cut, the rest is asked for by the next, with the condition that the file is still the same. A server that
/// sends only whole files sends it once more, and what was read already is passed over. What is never the same again, or
/// has nothing by which it could be known, is a failure: two halves of two files would be a table that never was.
final class HTTPFileStream: RemoteStream {
    private struct State {
        /// Where the next byte stands in the file.
        var position: Int
        /// How many bytes of the answer are passed over.
        var skipped = 0
        var exchange: HTTPExchange?
        /// Whether the answer says where it ends.
        var isFramed = true
        /// The failures since something was read.
        var failures = 0
        var hasEnded = false
    }

    private let file: HTTPFile
    private let start: Int
    /// Where it ends; `nil` if the server does not say.
    private let end: Int?
    private let isPart: Bool
    private let state: Mutex<State>

    init(_ file: HTTPFile, _ range: Range<Int>?) {
        self.file = file
        start = range?.lowerBound ?? 0
        end = range?.upperBound ?? file.byteCount
        isPart = range.map { $0 != 0..<(file.byteCount ?? .max) } ?? false
        state = Mutex(State(position: start))
    }

    deinit { close() }

    func close() {
        let exchange = state.withLock { state in
            let exchange = state.exchange
            state.exchange = nil
            return exchange
        }
        exchange?.close()
    }

    func read(into room: UnsafeMutableRawBufferPointer, isStopped: () -> Bool) throws(WeirError) -> Int? {
        var state = state.withLock { $0 }
        defer { self.state.withLock { $0 = state } }
        do {
            while true {
                if state.hasEnded || end.map({ state.position >= $0 }) == true {
                    state.exchange?.settle()
                    state.exchange?.close()
                    state.exchange = nil
                    return 0
                }
                do {
                    if let count = try step(&state, room, isStopped) { return count }
                    if isStopped() { return nil }
                } catch let fault as HTTPFault {
                    state.exchange?.close()
                    state.exchange = nil
                    try recover(&state, from: fault, isStopped)
                }
            }
        } catch let error as WeirError {
            state.exchange?.close()
            state.exchange = nil
            throw error
        } catch {
            throw HTTPFault(error, at: file.url).error
        }
    }

    /// Takes what the answer has; `nil` if there is nothing yet.
    private func step(_ state: inout State, _ room: UnsafeMutableRawBufferPointer, _ isStopped: () -> Bool) throws
        -> Int?
    {
        guard let exchange = try state.exchange ?? connect(&state, isStopped) else { return nil }
        state.exchange = exchange
        let wanted = state.skipped > 0 ? state.skipped : (end.map { $0 - state.position } ?? .max)
        switch exchange.read(
            into: UnsafeMutableRawBufferPointer(rebasing: room[..<min(room.count, wanted)]), isStopped: isStopped)
        {
        case .stopped: return nil
        case .failure(let failure): throw HTTPFault(cut: failure, of: file.name, at: state.position)
        case .end:
            guard end == nil, state.skipped == 0 else { throw HTTPFault(cut: nil, of: file.name, at: state.position) }
            state.hasEnded = true
            return 0
        case .bytes(let count):
            if state.skipped > 0 {
                state.skipped -= count
                return nil
            }
            state.position += count
            state.failures = 0
            return count
        }
    }

    /// Waits before the next attempt.
    ///
    /// - Throws: the failure, if there were too many, or if what comes next could not be known to be the same file.
    private func recover(_ state: inout State, from fault: HTTPFault, _ isStopped: () -> Bool) throws(WeirError) {
        state.failures += 1
        if state.position > start, file.validator.isEmpty {
            var error = fault.error
            error.code = .readFailed
            error.message =
                "The connection was cut, and the server says nothing by which the file could be known again."
            error.hint = "Download it first."
            error.position = WeirError.Position(file: file.name, byteOffset: state.position)
            throw error
        }
        guard let pause = file.access.retries.pause(afterFailure: state.failures, asked: fault.pause) else {
            throw fault.error
        }
        file.access.retries.wait(pause, isStopped: isStopped)
    }

    /// Asks for what is left.
    private func connect(_ state: inout State, _ isStopped: () -> Bool) throws -> HTTPExchange? {
        var conditions: [(String, String)] = []
        let asksForPart = file.isDivisible && (isPart || state.position > 0)
        if asksForPart {
            conditions.append(("range", "bytes=\(state.position)-" + (isPart ? end.map { "\($0 - 1)" } ?? "" : "")))
            if let condition = file.validator.condition { conditions.append(("if-range", condition)) }
        }
        guard let answer = try file.access.get(file.url, conditions, isStopped: isStopped) else { return nil }
        do {
            try check(answer, &state, asksForPart: asksForPart)
            return answer.exchange
        } catch {
            answer.exchange.close()
            throw error
        }
    }

    /// Whether an answer has what was asked for, of the file that was looked at.
    private func check(_ answer: HTTPAccess.Answer, _ state: inout State, asksForPart: Bool) throws {
        if answer.status == 412 || answer.status == 416 { throw changed(at: state.position) }
        if let error = HTTPRefusal.error(answer.head, at: file.url, file.access) { throw error }
        try HTTPRefusal.checkCoding(answer.head, at: file.url)
        let headers = answer.head.headers
        let length = headers.first(name: "content-length").flatMap { Int($0) }
        let isSame = file.validator.isSame(as: FileVersion(headers))
        if isSame == false { throw changed(at: state.position) }
        if answer.status == 206 {
            let field = headers.first(name: "content-range")
            guard asksForPart, let field, let place = ContentRange(field), let range = place.range,
                range.lowerBound == state.position, length.map({ $0 == range.count }) ?? true
            else { throw HTTPFile.wrongRange(field, wanted: state.position, at: file.url) }
            if let total = place.total, total != file.byteCount { throw changed(at: state.position) }
            state.skipped = 0
            return
        }
        if let length, let expected = file.byteCount, length != expected { throw changed(at: state.position) }
        // Behind the first byte the server must say that it is the same file.
        guard isSame == true || state.position == 0 else { throw changed(at: state.position) }
        guard length != nil || headers.first(name: "transfer-encoding") != nil else {
            throw WeirError(
                .readBadAnswer, "The server does not say where the file ends, so that a cut would pass unnoticed.",
                hint: "Download it first.", position: WeirError.Position(file: file.name))
        }
        state.skipped = state.position
    }

    private func changed(at offset: Int) -> WeirError {
        WeirError(
            .readChanged, "The file is not the one any more that it was when the run began.",
            hint: "Load it again when nobody writes to it.",
            position: WeirError.Position(file: file.name, byteOffset: offset))
    }
}
