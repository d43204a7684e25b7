import Testing

@testable import WeirFlow

/// What an edge counts, and what it takes an item for.
@Suite("The counters of an edge")
struct EdgeCountersTests {
    @Test("tell what was sent and what was received of it")
    func received() {
        var channel = Channel(limit: 10)
        _ = channel.send(Item(1, weight: 4))
        _ = channel.send(Item(2, weight: 5))
        _ = channel.receive()
        let counters = channel.counters
        #expect([counters.items, counters.bytes, counters.rows] == [2, 9, 2])
        #expect([counters.receivedItems, counters.receivedBytes, counters.receivedRows] == [1, 4, 1])
        #expect([counters.fill, counters.peak, counters.limit] == [5, 9, 10])
    }

    @Test("count an item that goes straight to a receiver as sent and received, and never as queued")
    func straight() {
        var channel = Channel(limit: 10)
        _ = channel.receive(waiter: 1)
        _ = channel.send(Item(1, weight: 4))
        #expect(channel.counters.receivedBytes == 4)
        #expect(channel.counters.peak == 0)
    }

    @Test("never run backwards, and do not count what a failure drops as received")
    func dropped() {
        var channel = Channel(limit: 10)
        _ = channel.send(Item(1, weight: 4))
        _ = channel.fail(Failure("disk"))
        #expect([channel.counters.items, channel.counters.receivedItems, channel.counters.fill] == [1, 0, 0])
    }

    @Test("take an item without weight for one byte, so that such items cannot pile up")
    func weightless() {
        var channel = Channel(limit: 3)
        for _ in 0..<5 { _ = channel.send(Item(0, weight: 0)) }
        #expect(channel.counters.items == 3)
        #expect(channel.counters.fill == 3)
    }

    @Test("bear the heaviest weight that there is")
    func heaviest() {
        var channel = Channel(limit: 10)
        _ = channel.send(Item(1))
        _ = channel.send(Item(2, weight: .max))
        #expect(channel.counters.items == 1)
    }

    private typealias Channel = ChannelState<Item, Int, Int>
}
