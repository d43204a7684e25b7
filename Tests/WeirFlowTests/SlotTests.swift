import Testing

@testable import WeirFlow

/// A place for one result, between the worker that fills it and the collector that waits for it.
@Suite("A slot", .timeLimit(.minutes(2)))
struct SlotTests {
    @Test("gives its result, whether it is filled before or after somebody asks")
    func fill() async throws {
        for yields in 0..<50 {
            let slot = Slot<Int>()
            async let value = slot.value()
            for _ in 0..<yields % 5 { await Task.yield() }
            slot.fill(.success(yields))
            let got = try await value
            #expect(got == yields)
        }
    }

    @Test("keeps the first result")
    func firstResult() async throws {
        let slot = Slot<Int>()
        slot.fill(.success(1))
        slot.fill(.success(2))
        #expect(try await slot.value() == 1)
    }

    @Test("throws the error of the work")
    func failure() async {
        let slot = Slot<Int>()
        slot.fill(.failure(Failure("work")))
        await #expect(throws: Failure("work")) { try await slot.value() }
    }

    @Test("that nobody fills throws at the one who waits when that task is cancelled")
    func cancelled() async {
        for yields in 0..<50 {
            let slot = Slot<Int>()
            await #expect(throws: CancellationError.self) {
                try await withThrowingTaskGroup(of: Int.self) { group in
                    group.addTask { try await slot.value() }
                    for _ in 0..<yields % 5 { await Task.yield() }
                    group.cancelAll()
                    _ = try await group.next()
                }
            }
            // The worker may still come; nobody is waiting any more.
            slot.fill(.success(1))
        }
    }
}
