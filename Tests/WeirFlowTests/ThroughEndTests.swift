import Testing
import WeirFlow

/// What is, and what is not, the end of a sequence that goes through a stage.
@Suite("The end of a stage over an async sequence", .timeLimit(.minutes(2)))
struct ThroughEndTests {
    @Test("is not an upstream that ends because its task was cancelled", arguments: 0..<20)
    func cancelled(yields: Int) async {
        await withTaskGroup { group in
            group.addTask {
                await #expect(throws: CancellationError.self) {
                    for try await _ in EndsWhenCancelled().through({ Copying() }) {}
                }
            }
            group.addTask {
                await #expect(throws: CancellationError.self) {
                    for try await _ in EndsWhenCancelled().through(Unchanged()) {}
                }
            }
            for _ in 0..<yields { await Task.yield() }
            group.cancelAll()
        }
    }

    @Test("lasts")
    func lasts() async throws {
        var items = Finite(count: 1).through { Copying() }.makeAsyncIterator()
        #expect(try await items.next() == Item(1))
        for _ in 0..<3 { #expect(try await items.next() == nil) }
    }

    @Test("comes after an error")
    func afterError() async throws {
        var items = Finite(count: 5).through { Copying(refusing: 2) }.makeAsyncIterator()
        #expect(try await items.next() == Item(1))
        await #expect(throws: Failure("2")) { try await items.next() }
        #expect(try await items.next() == nil)
    }

    @Test("lets go of the stage")
    func release() async throws {
        let counter = LifeCounter()
        var items = Finite(count: 1).through { Copying(life: Life(counter)) }.makeAsyncIterator()
        while try await items.next() != nil {}
        #expect(counter.born == 1)
        #expect(counter.died == 1)
    }
}

/// An upstream as there are many: it ends without an error when its task is cancelled.
private struct EndsWhenCancelled: AsyncSequence, Sendable {
    struct AsyncIterator: AsyncIteratorProtocol {
        mutating func next() async -> Item? {
            await Task.yield()
            return Task.isCancelled ? nil : 1
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator() }
}

private struct Finite: AsyncSequence, Sendable {
    let count: Int

    struct AsyncIterator: AsyncIteratorProtocol {
        let count: Int
        var position = 0

        mutating func next() async -> Item? {
            guard position < count else { return nil }
            position += 1
            return Item(position)
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(count: count) }
}

private struct Copying: Transducer, ~Copyable {
    var refusing: Int?
    var life: Life?
    private var item: Item?

    init(refusing: Int? = nil, life: Life? = nil) {
        self.refusing = refusing
        self.life = life
    }

    mutating func push(_ input: consuming Item) throws {
        if input.value == refusing { throw Failure("\(input.value)") }
        item = input
    }

    mutating func next() -> Item? {
        defer { item = nil }
        return item
    }

    mutating func finish() {}
}

private struct Unchanged: Transform {
    func callAsFunction(_ input: consuming Item) -> Item { input }
}
