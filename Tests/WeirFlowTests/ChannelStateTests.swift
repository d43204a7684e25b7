import Testing

@testable import WeirFlow

/// The channel as a machine: what happens, and what is then to be done.
///
/// Numbers stand for the tasks that wait.
@Suite("A channel")
struct ChannelStateTests {
    typealias Channel = ChannelState<Item, Int, Int>

    @Test("queues an item while there is room")
    func room() {
        var channel = Channel(limit: 2)
        #expect(channel.send(1).text == "accepted")
        #expect(channel.send(2).text == "accepted")
        #expect(channel.receive().text == "1")
        #expect(channel.receive().text == "2")
        #expect(channel.receive().text == "wait")
    }

    @Test("makes the sender wait when there is no room, and queues its item when there is")
    func noRoom() {
        var channel = Channel(limit: 2)
        _ = channel.send(1)
        _ = channel.send(2)
        #expect(channel.send(3, waiter: 70).text == "wait")
        #expect(channel.receive().text == "1, resume 70")
        #expect(channel.receive().text == "2")
        #expect(channel.receive().text == "3")
    }

    @Test("without a waiter only tells that there is no room")
    func probing() {
        var channel = Channel(limit: 1)
        _ = channel.send(1)
        #expect(channel.send(2).text == "wait")
        #expect(channel.receive().text == "1")
        #expect(channel.receive().text == "wait")
    }

    @Test("lets an item heavier than the limit pass alone")
    func heavy() {
        var channel = Channel(limit: 10)
        _ = channel.send(1)
        #expect(channel.send(Item(2, weight: 99), waiter: 70).text == "wait")
        #expect(channel.receive().text == "1, resume 70")
        #expect(channel.counters.fill == 99)
        #expect(channel.send(3, waiter: 71).text == "wait")
        #expect(channel.receive().text == "2, resume 71")
        #expect(channel.receive().text == "3")
    }

    @Test("keeps a heavy sender waiting until the queue is empty")
    func heavyWaits() {
        var channel = Channel(limit: 2)
        _ = channel.send(1)
        _ = channel.send(2)
        _ = channel.send(Item(3, weight: 5), waiter: 70)
        #expect(channel.receive().text == "1")
        #expect(channel.receive().text == "2, resume 70")
        #expect(channel.receive().text == "3")
    }

    @Test("hands an item straight to a receiver that waits")
    func direct() {
        var channel = Channel(limit: 1)
        #expect(channel.receive(id: 1, waiter: 80).text == "wait")
        #expect(channel.send(Item(1, weight: 5)).text == "1 to 80")
        #expect(channel.counters.fill == 0)
        #expect(channel.counters.peak == 0)
        #expect(channel.counters.items == 1)
    }

    @Test("serves several receivers in the order in which they came")
    func severalReceivers() {
        var channel = Channel(limit: 1)
        for id in 1...3 { _ = channel.receive(id: id, waiter: 80 + id) }
        #expect(channel.send(1).text == "1 to 81")
        #expect(channel.send(2).text == "2 to 82")
        #expect(channel.finish().text == "receiver 83")
    }

    @Test("gives out what is queued after the sender has finished, and then ends")
    func finish() {
        var channel = Channel(limit: 5)
        _ = channel.send(1)
        _ = channel.send(2)
        #expect(channel.finish().text == "nobody")
        #expect(channel.receive().text == "1")
        #expect(channel.receive().text == "2")
        #expect(channel.receive().text == "end")
        #expect(channel.receive().text == "end")
    }

    @Test("drops what is queued and wakes both sides when it fails")
    func fail() {
        var channel = Channel(limit: 1)
        _ = channel.send(1)
        _ = channel.send(2, waiter: 70)
        #expect(channel.fail(Failure("disk")).text == "sender 70")
        #expect(channel.counters.fill == 0)
        #expect(channel.receive().text == "failed disk")
        #expect(channel.send(3).text == "refused disk")
    }

    @Test("tells the first error only")
    func firstError() {
        var channel = Channel(limit: 1)
        _ = channel.receive(id: 1, waiter: 80)
        #expect(channel.fail(Failure("first")).text == "receiver 80")
        #expect(channel.fail(Failure("second")).text == "nobody")
        #expect(channel.finish().text == "nobody")
        #expect(channel.receive().text == "failed first")
    }

    @Test("fails even after the sender has finished, when the receiver goes")
    func failAfterFinish() {
        var channel = Channel(limit: 5)
        _ = channel.send(1)
        _ = channel.finish()
        _ = channel.fail(FlowError.receiverGone)
        #expect(channel.counters.fill == 0)
        #expect(channel.receive().text == "failed \(FlowError.receiverGone)")
    }

    @Test("fails when the sender goes without a word, and not when it has finished")
    func abandon() {
        var lost = Channel(limit: 5)
        _ = lost.receive(id: 1, waiter: 80)
        #expect(lost.abandon().text == "receiver 80")
        #expect(lost.receive().text == "failed \(FlowError.abandoned)")

        var done = Channel(limit: 5)
        _ = done.send(1)
        _ = done.finish()
        #expect(done.abandon().text == "nobody")
        #expect(done.receive().text == "1")
        #expect(done.receive().text == "end")
    }

    @Test("refuses items after the sender has finished")
    func sendAfterFinish() {
        var channel = Channel(limit: 5)
        _ = channel.finish()
        #expect(channel.send(1).text == "refused \(FlowError.receiverGone)")
    }

    @Test("forgets a cancelled sender and its item")
    func cancelSend() {
        var channel = Channel(limit: 1)
        _ = channel.send(1)
        _ = channel.send(2, waiter: 70)
        #expect(channel.cancelSend() == 70)
        #expect(channel.cancelSend() == nil)
        #expect(channel.receive().text == "1")
        #expect(channel.receive().text == "wait")
        #expect(channel.counters.items == 1)
    }

    @Test("forgets a cancelled receiver and no other")
    func cancelReceive() {
        var channel = Channel(limit: 1)
        _ = channel.receive(id: 1, waiter: 81)
        _ = channel.receive(id: 2, waiter: 82)
        #expect(channel.cancelReceive(id: 1) == 81)
        #expect(channel.cancelReceive(id: 1) == nil)
        #expect(channel.send(1).text == "1 to 82")
        #expect(channel.cancelReceive(id: 2) == nil)
    }

    @Test("counts items, bytes and rows, the fill and its peak")
    func counters() {
        var channel = Channel(limit: 10)
        _ = channel.send(Item(1, weight: 4))
        _ = channel.send(Item(2, weight: 5))
        _ = channel.receive()
        _ = channel.send(Item(3, weight: 2))
        #expect(channel.counters.items == 3)
        #expect(channel.counters.bytes == 11)
        #expect(channel.counters.rows == 3)
        #expect(channel.counters.fill == 7)
        #expect(channel.counters.peak == 9)
        #expect(channel.counters.limit == 10)
    }

    @Test("adds up the time that each side waited")
    func blocked() {
        var channel = Channel(limit: 1)
        channel.addBlocked(onFull: 3)
        channel.addBlocked(onFull: 4)
        channel.addBlocked(onEmpty: 5)
        #expect(channel.counters.blockedOnFull == 7)
        #expect(channel.counters.blockedOnEmpty == 5)
    }
}

extension ChannelState<Item, Int, Int>.SendAction {
    /// The action in a few words, to compare.
    fileprivate var text: String {
        switch self {
        case .accepted: "accepted"
        case .deliver(let item, let receiver): "\(item.value) to \(receiver)"
        case .wait: "wait"
        case .refused(let error): "refused \(name(of: error))"
        }
    }
}

extension ChannelState<Item, Int, Int>.ReceiveAction {
    /// The action in a few words, to compare.
    fileprivate var text: String {
        switch self {
        case .element(let item, let sender): "\(item.value)" + (sender.map { ", resume \($0)" } ?? "")
        case .end: "end"
        case .failed(let error): "failed \(name(of: error))"
        case .wait: "wait"
        }
    }
}

extension ChannelState<Item, Int, Int>.Wakeups {
    /// Who is woken in a few words, to compare.
    fileprivate var text: String {
        let names = senders.map { "sender \($0)" } + receivers.map { "receiver \($0)" }
        return names.isEmpty ? "nobody" : names.joined(separator: ", ")
    }
}

private func name(of error: any Error) -> String { (error as? Failure)?.name ?? "\(error)" }
