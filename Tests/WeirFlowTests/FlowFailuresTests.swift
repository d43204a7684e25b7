import Testing
import WeirTestKit

@testable import WeirFlow

/// Which of the errors of a failing flow is told.
@Suite("The cause of a failure", .timeLimit(.minutes(2)))
struct FlowFailuresTests {
    @Test("is the first error of a stage, not a lost neighbour")
    func ownError() {
        let failures = FlowFailures()
        failures.note(FlowError.receiverGone, isCancelled: false)
        failures.note(FlowError.abandoned, isCancelled: false)
        failures.note(Failure("first"), isCancelled: false)
        failures.note(Failure("second"), isCancelled: false)
        #expect(failures.cause(isCancelled: false) as? Failure == Failure("first"))
        #expect(failures.cause(isCancelled: true) as? Failure == Failure("first"))
    }

    @Test("is not what a stage throws because it was cancelled")
    func interrupted() {
        let failures = FlowFailures()
        failures.note(Failure("interrupted"), isCancelled: true)
        #expect(failures.cause(isCancelled: true) is CancellationError)
        failures.note(Failure("disk"), isCancelled: false)
        #expect(failures.cause(isCancelled: true) as? Failure == Failure("disk"))
    }

    @Test("is not known when there are only lost neighbours")
    func onlyConsequences() {
        let failures = FlowFailures()
        failures.note(FlowError.receiverGone, isCancelled: false)
        #expect(failures.cause(isCancelled: false) == nil)
    }

    @Test("is a stop when the flow was asked to stop")
    func stopped() {
        let failures = FlowFailures()
        failures.note(CancellationError(), isCancelled: true)
        failures.note(FlowError.stopped, isCancelled: false)
        #expect(failures.cause(isCancelled: false) as? FlowError == .stopped)
    }

    @Test("is a CancellationError that a stage throws by itself, though its neighbours end earlier")
    func cancellationOfItsOwn() async {
        for _ in 0..<100 {
            await #expect(throws: CancellationError.self) {
                try await withFlow(limits: FlowLimits(edgeBytes: 1)) { flow in
                    let numbers = flow.read("numbers", on: .sharedPool) { EndlessSource(LifeCounter()) }
                    flow.sink("sink", numbers) { GivingUp() }
                }
            }
        }
    }
}

/// Ends in the way of a task that was cancelled.
private struct GivingUp: Sink {
    mutating func consume(_ input: consuming Item) throws { throw CancellationError() }
    mutating func finish() {}
}
