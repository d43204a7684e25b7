import WeirFlow
import WeirTestKit

/// Produces items and perhaps fails after them.
struct FailingSource: Source, ~Copyable {
    private var inner: ItemSource<Item>
    private let life: Life

    init(_ count: Int, fails: Bool, _ life: LifeCounter) {
        inner = ItemSource((0..<count).map { Item($0) }, thenFail: fails ? Failure("sourceNext") : nil)
        self.life = Life(life)
    }

    mutating func next() throws -> Item? { try inner.next() }
}

/// Passes items on and perhaps fails in one of its calls.
struct FailingStage: Transducer, ~Copyable {
    private let place: FlowErrorTests.Place?
    private let life: Life
    private var item: Item?

    init(_ place: FlowErrorTests.Place?, _ life: LifeCounter) {
        self.place = place
        self.life = Life(life)
    }

    mutating func push(_ input: consuming Item) throws {
        if place == .stagePush { throw Failure("stagePush") }
        item = input
    }

    mutating func next() throws -> Item? {
        if place == .stageNext { throw Failure("stageNext") }
        defer { item = nil }
        return item
    }

    mutating func finish() throws {
        if place == .stageFinish { throw Failure("stageFinish") }
    }
}

/// Passes items on or fails.
struct FailingTransform: Transform {
    let fails: Bool

    func callAsFunction(_ input: consuming Item) throws -> Item {
        if fails { throw Failure("transform") }
        return input
    }
}

/// Takes items and perhaps fails in one of its calls.
struct FailingSink: Sink, ~Copyable {
    private let place: FlowErrorTests.Place?
    private let life: Life

    init(_ place: FlowErrorTests.Place?, _ life: LifeCounter) {
        self.place = place
        self.life = Life(life)
    }

    mutating func consume(_ input: consuming Item) throws {
        if place == .sinkConsume { throw Failure("sinkConsume") }
    }

    mutating func finish() throws {
        if place == .sinkFinish { throw Failure("sinkFinish") }
    }
}
