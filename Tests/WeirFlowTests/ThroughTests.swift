import Testing
import WeirFlow

/// A stage over a sequence that is nobody's flow: no buffer, no task, one element at a time.
@Suite("A stage over an async sequence")
struct ThroughTests {
    @Test("puts out all that it makes of each element, and the rest at the end")
    func transducer() async throws {
        #expect(try await collect(Numbers(upTo: 5).through { Pairs() }) == [3, 7, 5])
        #expect(try await collect(Numbers(upTo: 4).through { Pairs() }) == [3, 7])
        #expect(try await collect(Numbers(upTo: 0).through { Pairs() }) == [])
    }

    @Test("begins anew with each iteration")
    func twice() async throws {
        let pairs = Numbers(upTo: 3).through { Pairs() }
        #expect(try await collect(pairs) == [3, 3])
        #expect(try await collect(pairs) == [3, 3])
    }

    @Test("applies a transform to each element")
    func transform() async throws {
        #expect(try await collect(Numbers(upTo: 3).through(Doubled())) == [2, 4, 6])
    }

    @Test("can be chained")
    func chained() async throws {
        #expect(try await collect(Numbers(upTo: 3).through(Doubled()).through { Pairs() }) == [6, 6])
    }

    @Test("throws the sequence's error and the stage's")
    func errors() async {
        await #expect(throws: Failure("numbers")) {
            _ = try await collect(Numbers(upTo: 3, thenFail: Failure("numbers")).through { Pairs() })
        }
        await #expect(throws: Failure("make")) {
            _ = try await collect(Numbers(upTo: 3).through { () throws -> Pairs in throw Failure("make") })
        }
    }

    private func collect(_ sequence: some AsyncSequence<Item, any Error>) async throws -> [Item] {
        var items: [Item] = []
        for try await item in sequence { items.append(item) }
        return items
    }
}

/// The numbers from 1 on.
private struct Numbers: AsyncSequence, Sendable {
    let limit: Int
    let error: (any Error)?

    init(upTo limit: Int, thenFail error: (any Error)? = nil) {
        self.limit = limit
        self.error = error
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        let numbers: Numbers
        var last = 0

        mutating func next() async throws -> Item? {
            guard last < numbers.limit else {
                if let error = numbers.error { throw error }
                return nil
            }
            last += 1
            return Item(last)
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(numbers: self) }
}

/// Adds two numbers at a time; a lone last one comes out as it is.
private struct Pairs: Transducer {
    private var first: Item?
    private var sum: Item?

    mutating func push(_ input: consuming Item) {
        if let one = first {
            sum = Item(one.value + input.value)
            first = nil
        } else {
            first = input
        }
    }

    mutating func next() -> Item? {
        defer { sum = nil }
        return sum
    }

    mutating func finish() {
        sum = first
        first = nil
    }
}

private struct Doubled: Transform {
    func callAsFunction(_ input: consuming Item) -> Item { Item(input.value * 2) }
}
