import Synchronization
import Testing
import WeirTestKit

@testable import WeirFlow

/// An edge between real tasks: nothing is lost, nobody waits for ever, and no end is mistaken for another.
@Suite("An edge", .timeLimit(.minutes(2)))
struct EdgeTests {
    @Test("never holds more than its limit, however slow the receiver", arguments: [1, 5, 64])
    func bound(limit: Int) async throws {
        let edge = Edge<Item>(limit: limit)
        var generator = SeededGenerator(seed: 1)
        let items = (0..<500).map { Item($0, weight: Int.random(in: 1...limit, using: &generator)) }
        let received = try await relay(items, through: edge, pause: 3)
        #expect(received == items)
        #expect(edge.counters.peak <= limit)
        #expect(edge.counters.fill == 0)
        #expect(edge.counters.bytes == items.reduce(0) { $0 + $1.weight })
    }

    @Test("holds an item heavier than its limit alone")
    func heavy() async throws {
        let edge = Edge<Item>(limit: 4)
        let items = (0..<300).map { Item($0, weight: $0 % 3 == 0 ? 9 : 3) }
        #expect(try await relay(items, through: edge, pause: 2) == items)
        #expect(edge.counters.peak <= 9)
    }

    @Test("loses no wake-up between one sender and several receivers", arguments: 1...20)
    func stress(seed: UInt64) async throws {
        var generator = SeededGenerator(seed: seed)
        let limit = Int.random(in: 1...4, using: &generator)
        let receivers = Int.random(in: 1...5, using: &generator)
        let pauses = (0..<2_000).map { _ in Int.random(in: 0...3, using: &generator) }
        let edge = Edge<Item>(limit: limit)
        let values = try await withThrowingTaskGroup(of: [Int].self) { group in
            group.addTask {
                for (value, pause) in pauses.enumerated() {
                    for _ in 0..<pause { await Task.yield() }
                    try await edge.send(Item(value))
                }
                edge.finish()
                return []
            }
            for _ in 0..<receivers {
                group.addTask {
                    var values: [Int] = []
                    while let item = try await edge.receive() {
                        if item.value.isMultiple(of: 3) { await Task.yield() }
                        values.append(item.value)
                    }
                    return values
                }
            }
            var all: [Int] = []
            for try await values in group {
                // One receiver sees what it gets in the order in which it was sent.
                #expect(values == values.sorted())
                all += values
            }
            return all
        }
        #expect(values.sorted() == Array(pauses.indices))
        #expect(edge.counters.peak <= limit)
    }

    @Test("throws at a receiver that is cancelled while it waits, and never looks like the end")
    func cancelledReceiver() async {
        for yields in 0..<50 {
            let edge = Edge<Item>(limit: 1)
            await #expect(throws: CancellationError.self) {
                try await cancelling(after: yields) { _ = try await edge.receive() }
            }
        }
    }

    @Test("throws at a sender that is cancelled while it waits, and forgets its item")
    func cancelledSender() async throws {
        for yields in 0..<50 {
            let edge = Edge<Item>(limit: 1)
            try await edge.send(1)
            await #expect(throws: CancellationError.self) {
                try await cancelling(after: yields) { try await edge.send(2) }
            }
            #expect(try await edge.receive() == 1)
            edge.finish()
            #expect(try await edge.receive() == nil)
        }
    }

    @Test("gives an item that crosses a cancellation either to the receiver or to the next one")
    func cancellationRace() async throws {
        for yields in 0..<200 {
            let edge = Edge<Item>(limit: 1)
            async let first: Item? = try? cancelling(after: yields % 7) { try await edge.receive() }
            try await edge.send(1)
            edge.finish()
            let second = try await first == nil ? edge.receive() : nil
            let both = await [first, second].compactMap { $0 }
            #expect(both == [1])
        }
    }

    @Test("fails the receiver when the sender goes without a word")
    func abandoned() async throws {
        let edge = Edge<Item>(limit: 5)
        func lose() async throws {
            let outlet = Outlet(edge)
            try await outlet.send(1)
        }
        try await lose()
        await #expect(throws: FlowError.abandoned) { _ = try await edge.receive() }
    }

    @Test("ends after its last item when the sender has finished and is gone")
    func finished() async throws {
        let edge = Edge<Item>(limit: 5)
        func leave() async throws {
            let outlet = Outlet(edge)
            try await outlet.send(1)
            outlet.finish()
        }
        try await leave()
        #expect(try await edge.receive() == 1)
        #expect(try await edge.receive() == nil)
    }

    @Test("tells the sender's error to a receiver that waits, and the receiver's to a sender")
    func failures() async throws {
        let empty = Edge<Item>(limit: 1)
        async let receiver = thrown { _ = try await empty.receive() }
        empty.fail(Failure("sender"))
        let atReceiver = await receiver
        #expect(atReceiver as? Failure == Failure("sender"))

        let full = Edge<Item>(limit: 1)
        try await full.send(1)
        async let sender = thrown { try await full.send(2) }
        full.fail(FlowError.receiverGone)
        let atSender = await sender
        #expect(atSender as? FlowError == .receiverGone)
    }

    @Test("counts the time that a side waits, by the given clock")
    func waiting() async throws {
        let ticks = Ticks()
        let edge = Edge<Item>(limit: 1, clock: FlowClock { ticks.next() })
        async let receiver = thrown { _ = try await edge.receive() }
        // The side that waits looks at the clock when it begins.
        while ticks.count == 0 { await Task.yield() }
        edge.fail(Failure("late"))
        let error = await receiver
        #expect(error as? Failure == Failure("late"))
        #expect(edge.counters.blockedOnEmpty == 10)
        #expect(edge.counters.blockedOnFull == 0)
    }

    /// The error that the work ends with.
    private func thrown(_ work: @Sendable () async throws -> Void) async -> (any Error)? {
        do {
            try await work()
            return nil
        } catch {
            return error
        }
    }

    /// Sends the items in one task and receives them in another that pauses after each.
    private func relay(_ items: [Item], through edge: Edge<Item>, pause: Int) async throws -> [Item] {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for item in items { try await edge.send(item) }
                edge.finish()
            }
            var received: [Item] = []
            while let item = try await edge.receive() {
                for _ in 0..<pause { await Task.yield() }
                received.append(item)
            }
            try await group.waitForAll()
            return received
        }
    }

    /// Runs the work in a task that is cancelled after some yields, and gives its result.
    private func cancelling<Result: Sendable>(
        after yields: Int,
        _ work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result.self) { group in
            group.addTask { try await work() }
            for _ in 0..<yields { await Task.yield() }
            group.cancelAll()
            guard let result = try await group.next() else { throw CancellationError() }
            return result
        }
    }
}

/// A clock that goes on by ten whenever somebody looks.
private final class Ticks: Sendable {
    private let looks = Atomic<UInt64>(0)

    var count: UInt64 { looks.load(ordering: .acquiring) }
    func next() -> UInt64 { looks.add(1, ordering: .acquiringAndReleasing).newValue &* 10 }
}
