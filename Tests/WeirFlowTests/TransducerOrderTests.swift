import Synchronization
import Testing
import WeirFlow
import WeirTestKit

/// The engine, the kit and `through` have to call a stage in the same order, the one that `Transducer` promises.
@Suite("The calls of a stage")
struct TransducerOrderTests {
    // After every input the stage has one output, so it is asked twice.
    private static let promised = ["next", "push", "next", "next", "push", "next", "next", "finish", "next"]

    @Test("come in the promised order from the engine")
    func engine() async throws {
        let calls = Calls()
        try await withFlow { flow in
            let items = flow.read("read") { ItemSource([Item(1), Item(2)]) }
            flow.sink("sink", flow.stage("stage", items) { Recorder(calls) }) { DroppingSink() }
        }
        #expect(calls.names == Self.promised)
    }

    @Test("come in the promised order from a plain drive, which asks once more after every nil")
    func drive() throws {
        let calls = Calls()
        #expect(try drain([1, 2], through: { Recorder(calls) }).get() == [1, 2])
        let doubled = [
            "next", "next", "push", "next", "next", "next", "push", "next", "next", "next", "finish", "next", "next",
        ]
        #expect(calls.names == doubled)
    }

    @Test("that break the promise are noticed by a plain drive")
    func violations() {
        struct Stubborn: Transducer {
            var answers: [Item?]
            mutating func push(_ input: consuming Item) {}
            mutating func next() -> Item? { answers.isEmpty ? nil : answers.removeFirst() }
            mutating func finish() {}
        }
        let late = drain([Item](), through: { Stubborn(answers: [1, nil, 2]) })
        #expect(late.outputs == [1])
        #expect(late.error as? ProtocolViolation == .outputAfterNil)
        let light = drain([Item](), through: { Stubborn(answers: [Item(1, weight: -1)]) })
        #expect(light.error as? ProtocolViolation == .negativeWeight(-1))
    }

    @Test("of a source end with nil or an error")
    func source() {
        let run = drain { ItemSource([Item(1), Item(2)], thenFail: Failure("disk")) }
        #expect(run.outputs == [1, 2])
        #expect(run.error as? Failure == Failure("disk"))
        #expect(throws: Failure("disk")) { try run.get() }
    }

    @Test("are fed with pieces that make the input again", arguments: Splitting.all)
    func pieces(splitting: Splitting) {
        for count in [0, 1, 2, 63, 64, 65, 500] {
            let numbers = Array(0..<count)
            let pieces = splitting.pieces(numbers)
            #expect(pieces.flatMap { $0 } == numbers)
            #expect(!pieces.isEmpty)
            if case .size(let size) = splitting { #expect(pieces.dropLast().allSatisfy { $0.count == size }) }
        }
    }
}

/// The calls of a stage, in order.
private final class Calls: Sendable {
    private let state = Mutex<[String]>([])

    var names: [String] { state.withLock { $0 } }
    func add(_ name: String) { state.withLock { $0.append(name) } }
}

/// Passes items on and writes down how it was called.
private struct Recorder: Transducer {
    private let calls: Calls
    private var item: Item?

    init(_ calls: Calls) { self.calls = calls }

    mutating func push(_ input: consuming Item) {
        calls.add("push")
        item = input
    }

    mutating func next() -> Item? {
        calls.add("next")
        defer { item = nil }
        return item
    }

    mutating func finish() { calls.add("finish") }
}
