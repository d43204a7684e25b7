internal import DequeModule

/// What a channel between two tasks does, as a pure state machine: every call returns what is to be done.
///
/// One sender, any number of receivers. The sum of the weights of the queued items stays at or below the limit; an
/// item heavier than the limit passes alone, and an item without weight counts for one byte, so that such items cannot
/// pile up either. `SendWaiter` and `ReceiveWaiter` stand for a suspended task: a continuation in an `Edge`, a number
/// in a test.
struct ChannelState<Element: Weighted, SendWaiter, ReceiveWaiter> {
    enum SendAction {
        /// The item was queued.
        case accepted
        /// The item goes straight to a receiver that waits for it.
        case deliver(Element, to: ReceiveWaiter)
        /// There is no room: the sender has to wait.
        case wait
        /// Nobody will receive it.
        case refused(any Error)
    }

    enum ReceiveAction {
        /// An item, and the sender that may go on now, if one waits.
        case element(Element, resume: SendWaiter?)
        /// There will be no more.
        case end
        /// The sender failed.
        case failed(any Error)
        /// There is nothing yet: the receiver has to wait.
        case wait
    }

    /// Who is to be woken when a channel ends.
    struct Wakeups {
        var senders: [SendWaiter] = []
        var receivers: [ReceiveWaiter] = []
    }

    private enum End {
        case finished
        case failed(any Error)
    }

    /// What has passed, and what is queued.
    private(set) var counters: EdgeCounters

    private var queue = Deque<Element>()
    private var blockedSend: (element: Element, waiter: SendWaiter)?
    private var receivers = Deque<(id: Int, waiter: ReceiveWaiter)>()
    private var end: End?

    init(limit: Int) {
        counters = EdgeCounters(limit: limit)
    }

    /// Offers an item; with a waiter, a sender that has to wait is remembered.
    mutating func send(_ element: Element, waiter: SendWaiter? = nil) -> SendAction {
        switch end {
        case .failed(let error): return .refused(error)
        case .finished: return .refused(FlowError.receiverGone)
        case nil: break
        }
        if let receiver = receivers.popFirst() {
            counters.pass(element)
            return .deliver(element, to: receiver.waiter)
        }
        guard hasRoom(for: element) else {
            if let waiter { blockedSend = (element, waiter) }
            return .wait
        }
        counters.enqueue(element)
        queue.append(element)
        return .accepted
    }

    /// Asks for an item; with a waiter, a receiver that has to wait is remembered under `id`.
    mutating func receive(id: Int = 0, waiter: ReceiveWaiter? = nil) -> ReceiveAction {
        if case .failed(let error) = end { return .failed(error) }
        if let element = queue.popFirst() {
            counters.dequeue(element)
            return .element(element, resume: admitBlocked())
        }
        if end != nil { return .end }
        if let waiter { receivers.append((id, waiter)) }
        return .wait
    }

    /// The sender says that there are no more items; those queued are still received.
    mutating func finish() -> Wakeups {
        guard end == nil else { return Wakeups() }
        end = .finished
        return takeReceivers()
    }

    /// Ends the channel at once: both sides get the error, queued items are dropped.
    ///
    /// It does so after `finish()` too, for a receiver that goes away before it has taken what is queued. A sender that
    /// goes away says so by `abandon()`.
    mutating func fail(_ error: any Error) -> Wakeups {
        if case .failed = end { return Wakeups() }
        end = .failed(error)
        queue.removeAll()
        counters.drain()
        var wakeups = takeReceivers()
        if let blocked = blockedSend {
            wakeups.senders.append(blocked.waiter)
            blockedSend = nil
        }
        return wakeups
    }

    /// Ends the channel because the sender is gone; one that has said that it was done may go.
    mutating func abandon() -> Wakeups {
        end == nil ? fail(FlowError.abandoned) : Wakeups()
    }

    /// Forgets a sender that waits; returns it if it was still waiting.
    mutating func cancelSend() -> SendWaiter? {
        defer { blockedSend = nil }
        return blockedSend?.waiter
    }

    /// Forgets the receiver that waits under `id`; returns it if it was still waiting.
    mutating func cancelReceive(id: Int) -> ReceiveWaiter? {
        guard let index = receivers.firstIndex(where: { $0.id == id }) else { return nil }
        return receivers.remove(at: index).waiter
    }

    /// Adds the time that a side was suspended.
    mutating func addBlocked(onFull nanoseconds: UInt64) { counters.blockedOnFull &+= nanoseconds }
    /// Adds the time that a side was suspended.
    mutating func addBlocked(onEmpty nanoseconds: UInt64) { counters.blockedOnEmpty &+= nanoseconds }

    private mutating func takeReceivers() -> Wakeups {
        defer { receivers.removeAll() }
        return Wakeups(receivers: receivers.map(\.waiter))
    }

    private func hasRoom(for element: Element) -> Bool {
        queue.isEmpty || EdgeCounters.charge(element) <= counters.limit - counters.fill
    }

    /// Queues the item of a waiting sender if there is room now.
    private mutating func admitBlocked() -> SendWaiter? {
        guard let blocked = blockedSend, hasRoom(for: blocked.element) else { return nil }
        blockedSend = nil
        counters.enqueue(blocked.element)
        queue.append(blocked.element)
        return blocked.waiter
    }
}
