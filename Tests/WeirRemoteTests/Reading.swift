import Dispatch
import Foundation
import Synchronization
import WeirModel
import WeirRead

@testable import WeirRemote

/// Reads files by HTTP as a run does, without pauses between attempts.
enum Reading {
    /// Attempts follow each other at once.
    static func retries(_ failures: Int = 4, idle: Double = 30, pauses: Pauses = Pauses()) -> RetryPolicy {
        RetryPolicy(failures: failures, idle: idle, chance: { 1 }, sleep: { pauses.add($0) })
    }

    /// The pauses that were made.
    final class Pauses: Sendable {
        private let seconds = Mutex(0.0)
        func add(_ pause: Double) { seconds.withLock { $0 += pause } }
        var sum: Double { seconds.withLock { $0 } }
    }

    /// A way to servers of this machine.
    static func access(
        headers: [String: String] = [:], clients: HTTPClients = HTTPClients(isAllowed: nil),
        _ retries: RetryPolicy = Reading.retries()
    ) -> RemoteAccess {
        RemoteAccess(headers: headers, clients: clients, retries: retries)
    }

    /// The bytes of a location, chunk by chunk as the read stage hands them on.
    static func bytes(
        of location: String, _ access: RemoteAccess = access(), chunk: Int = 64
    ) async throws -> [UInt8] {
        try await blocking {
            var settings = ReadSettings()
            settings.path = [location]
            var source = FileSource(try settings.resolve(remote: access), pool: BufferPool(), chunkBytes: chunk)
            var bytes: [UInt8] = []
            while let chunk = try source.next() { chunk.bytes.withUnsafeBufferPointer { bytes += $0 } }
            return bytes
        }
    }

    /// Does what blocks on a thread that other tests do not need.
    static func blocking<Result: Sendable>(_ body: @Sendable @escaping () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Swift.Result(catching: body)) }
        }
    }

    /// The code of the failure; `nil` if there is none.
    static func failure(_ location: String, _ access: RemoteAccess = access()) async -> WeirError? {
        do {
            _ = try await bytes(of: location, access)
            return nil
        } catch {
            return error as? WeirError
        }
    }

    /// Bytes that tell where they stand.
    static func sample(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) } }
}
