import Testing

@testable import WeirServer

@Suite("Signals that wake")
struct WakeSignalTests {
    @Test("news that comes before somebody waits is kept, once")
    func kept() async {
        let signal = WakeSignal()
        signal.notify()
        await signal.wait()
        let start = ContinuousClock.now
        await signal.wait(atMost: .milliseconds(20))
        #expect(ContinuousClock.now - start >= .milliseconds(20))
    }

    @Test("waiting that was ended by news or by its limit leaves no news behind")
    func quiet() async {
        let signal = WakeSignal()
        for _ in 0..<3 {
            let start = ContinuousClock.now
            await signal.wait(atMost: .milliseconds(20))
            #expect(ContinuousClock.now - start >= .milliseconds(20))
        }
        signal.notify()
        await signal.wait(atMost: .seconds(60))
        let start = ContinuousClock.now
        await signal.wait(atMost: .milliseconds(20))
        #expect(ContinuousClock.now - start >= .milliseconds(20))
    }
}
