internal import AsyncHTTPClient
internal import Dispatch
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// One request and its answer, handed over from the thread of the network to a thread that blocks.
///
/// The body is taken in only as far as there is room for it: beyond `mostBytes` the network waits until some of it is read.
///
/// What waits here is at most `mostBytes` and one buffer of the network.
final class HTTPExchange: HTTPClientResponseDelegate, Sendable {
    typealias Response = Void

    /// The most bytes of a body that wait here to be read.
    static let mostBytes = 512 << 10

    /// What a read has come to.
    enum Step {
        /// So many bytes were read.
        case bytes(Int)
        /// The answer is complete.
        case end
        /// It was cut, or never came.
        case failure(any Error)
        /// The reader has been asked to wait no longer.
        case stopped
    }

    /// Nothing came for too long.
    struct Silence: Error {}

    private struct State {
        var head: HTTPResponseHead?
        var parts: [ByteBuffer] = []
        var waiting = 0
        var mostWaiting = 0
        var room: EventLoopPromise<Void>?
        var hasEnded = false
        var failure: (any Error)?
        var task: HTTPClient.Task<Void>?
        var isClosed = false
    }

    private let state = Mutex(State())
    private let news = DispatchSemaphore(value: 0)
    /// How long nothing may come, in seconds.
    private let idle: Double
    /// Kept for as long as the answer is read.
    private let client: HTTPClient

    /// The most bytes that have waited.
    var mostWaiting: Int { state.withLock { $0.mostWaiting } }

    /// Sends a request.
    init(_ request: HTTPClient.Request, by client: HTTPClient, idle: Double) {
        self.idle = idle
        self.client = client
        let task = client.execute(request: request, delegate: self)
        let isClosed = state.withLock { state in
            if !state.hasEnded, state.failure == nil { state.task = task }
            return state.isClosed
        }
        if isClosed { task.cancel() }
    }

    /// Waits for the head of the answer.
    ///
    /// - Returns: `nil` if the reader has been asked to wait no longer.
    func head(isStopped: () -> Bool) throws -> HTTPResponseHead? {
        try waited(isStopped) { state in
            if let head = state.head { return head }
            if let failure = state.failure { throw failure }
            return nil
        }
    }

    /// Reads what has come of the body, at most as many bytes as fit.
    func read(into room: UnsafeMutableRawBufferPointer, isStopped: () -> Bool) -> Step {
        do {
            return try waited(isStopped) { state in
                guard let part = state.parts.first else {
                    if let failure = state.failure { throw failure }
                    return state.hasEnded ? .end : nil
                }
                let count = min(part.readableBytes, room.count)
                part.withUnsafeReadableBytes { room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
                state.parts[0].moveReaderIndex(forwardBy: count)
                if state.parts[0].readableBytes == 0 { state.parts.removeFirst() }
                state.waiting -= count
                if state.waiting <= Self.mostBytes / 2, let promise = state.room {
                    state.room = nil
                    promise.succeed(())
                }
                return .bytes(count)
            } ?? .stopped
        } catch {
            return .failure(error)
        }
    }

    /// Lets an answer that has been read come to its end, so that its connection can be used again; not for long.
    func settle() {
        for _ in 0..<2 where !state.withLock({ $0.hasEnded || $0.failure != nil }) {
            _ = news.wait(timeout: .now() + .milliseconds(50))
        }
    }

    /// Reads no more, and lets the connection go.
    func close() {
        let (task, promise) = state.withLock { state in
            let promise = state.room
            state.room = nil
            state.isClosed = true
            state.parts = []
            return (state.task, promise)
        }
        promise?.succeed(())
        task?.cancel()
    }

    /// Tries until there is a value, the reader is stopped, or nothing has come for too long.
    private func waited<Value>(_ isStopped: () -> Bool, _ attempt: (inout State) throws -> Value?) throws -> Value? {
        var silence = 0.0
        while true {
            if let value = try state.withLock({ try attempt(&$0) }) { return value }
            if isStopped() { return nil }
            if news.wait(timeout: .now() + .milliseconds(100)) == .success {
                silence = 0
            } else {
                silence += 0.1
                if silence >= idle { throw Silence() }
            }
        }
    }

    // The thread of the network.

    func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        state.withLock { $0.head = head }
        news.signal()
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        let promise = state.withLock { state -> EventLoopPromise<Void>? in
            guard !state.isClosed else { return nil }
            if buffer.readableBytes > 0 { state.parts.append(buffer) }
            state.waiting += buffer.readableBytes
            state.mostWaiting = max(state.mostWaiting, state.waiting)
            guard state.waiting > Self.mostBytes else { return nil }
            let promise = task.eventLoop.makePromise(of: Void.self)
            state.room = promise
            return promise
        }
        news.signal()
        return promise?.futureResult ?? task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
        let promise = state.withLock { state in
            let promise = state.room
            state.room = nil
            state.failure = error
            state.task = nil
            return promise
        }
        promise?.succeed(())
        news.signal()
    }

    func didFinishRequest(task: HTTPClient.Task<Void>) {
        state.withLock { state in
            state.hasEnded = true
            state.task = nil
        }
        news.signal()
    }
}
