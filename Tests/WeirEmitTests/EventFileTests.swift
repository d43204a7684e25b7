import Foundation
import Testing
import WeirEmit
import WeirModel

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite("Events that go into a pipe")
struct EventFileTests {
    private static let run = RunIdentity(id: "r", pipeline: "p", startedAt: 0)

    /// A pipe with a name, gone when the test is done.
    private final class NamedPipe {
        let path = NSTemporaryDirectory() + "weir-pipe-\(UUID().uuidString)"

        init() throws { try #require(mkfifo(path, 0o600) == 0) }

        deinit { unlink(path) }

        var settings: NDJSONEventSettings {
            var settings = NDJSONEventSettings()
            settings.path = path
            return settings
        }

        /// Opens the end that is read, without waiting for a writer.
        func openReader() throws -> Int32 {
            let reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
            try #require(reader >= 0)
            return reader
        }
    }

    /// Everything that a pipe has at the moment.
    private func drain(_ reader: Int32) -> [UInt8] {
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = piece.withUnsafeMutableBytes { read(reader, $0.baseAddress, $0.count) }
            guard count > 0 else { return all }
            all += piece[..<count]
        }
    }

    private func event(_ number: Int) -> Event {
        var totals = RowCounts()
        totals.read = number
        return .runCompleted(Self.run, totals: totals, at: 0)
    }

    @Test("which nobody reads is refused at the start and not waited for")
    func noReader() throws {
        let pipe = try NamedPipe()
        let error = #expect(throws: WeirError.self) { try NDJSONEventTarget(pipe.settings) }
        #expect(error?.code == .emitUnwritable)
        #expect(error?.message.contains("a pipe that nobody reads") == true)
        #expect(error?.hint != nil)
    }

    @Test("whose reader sleeps are kept, then lost and counted, and what arrives is whole lines")
    func sleepingReader() throws {
        let pipe = try NamedPipe()
        let reader = try pipe.openReader()
        defer { close(reader) }
        let emitter = Emitter(targets: [try NDJSONEventTarget(pipe.settings)])
        let sent = 20_000
        for number in 0..<sent { emitter.emit(event(number)) }
        emitter.finish(within: 0)
        let delivery = try #require(emitter.deliveries.first)
        #expect(delivery.delivered > 0)
        #expect(delivery.failed > 0)
        #expect(delivery.delivered + delivery.failed == sent)
        #expect(delivery.firstFailure?.code == .emitFailed)
        let lines = String(decoding: drain(reader), as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count - 1 == delivery.delivered, "what is behind the last line end is no event")
    }

    @Test("whose reader is late arrive all the same")
    func lateReader() throws {
        let pipe = try NamedPipe()
        let reader = try pipe.openReader()
        defer { close(reader) }
        let emitter = Emitter(targets: [try NDJSONEventTarget(pipe.settings)])
        var arrived: [UInt8] = []
        // More than a pipe holds, and less than is kept.
        for number in 0..<2000 { emitter.emit(event(number)) }
        arrived += drain(reader)
        for number in 2000..<2010 {
            emitter.emit(event(number))
            arrived += drain(reader)
        }
        while emitter.deliveries.first?.failed == 0, arrived.count(where: { $0 == 0x0A }) < 2010 {
            emitter.emit(event(0))
            arrived += drain(reader)
        }
        let numbers = try String(decoding: arrived, as: UTF8.self).split(separator: "\n").prefix(2010).map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            let data = object?["data"] as? [String: Any]
            return (data?["totals"] as? [String: Any])?["read"] as? Int
        }
        #expect(numbers == (0..<2010).map { $0 })
        #expect(emitter.deliveries.first?.failed == 0)
    }

    @Test("whose reader has gone are lost, each counted once")
    func goneReader() throws {
        signal(SIGPIPE, SIG_IGN)
        let pipe = try NamedPipe()
        let reader = try pipe.openReader()
        let emitter = Emitter(targets: [try NDJSONEventTarget(pipe.settings)])
        emitter.emit(event(0))
        close(reader)
        for number in 1..<5 { emitter.emit(event(number)) }
        emitter.finish(within: 0)
        #expect(emitter.deliveries.map(\.delivered) == [1])
        #expect(emitter.deliveries.map(\.failed) == [4])
    }

    @Test("of a full device are lost, each counted once")
    func fullDevice() throws {
        var settings = NDJSONEventSettings()
        settings.path = "/dev/full"
        let emitter = Emitter(targets: [try NDJSONEventTarget(settings)])
        for number in 0..<3 { emitter.emit(event(number)) }
        emitter.finish(within: 0)
        #expect(emitter.deliveries.map(\.delivered) == [0])
        #expect(emitter.deliveries.map(\.failed) == [3])
        #expect(emitter.deliveries.first?.firstFailure?.message.contains("/dev/full") == true)
    }
}
