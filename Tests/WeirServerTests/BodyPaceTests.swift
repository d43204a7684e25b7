import Testing

@testable import WeirServer

@Suite("How fast a body must come")
struct BodyPaceTests {
    private let start = ContinuousClock.now

    @Test("a byte now and then is too slow, once the window has passed")
    func drip() throws {
        var pace = BodyPace(leastBytesPerSecond: 100, window: .seconds(10), from: start)
        for second in 1..<10 { try pace.take(1, at: start + .seconds(second)) }
        #expect(throws: ServiceProblem.self) { try pace.take(1, at: start + .seconds(10)) }
    }

    @Test("a burst counts for its own window only")
    func burst() throws {
        var pace = BodyPace(leastBytesPerSecond: 100, window: .seconds(10), from: start)
        try pace.take(1_000_000, at: start + .seconds(10))
        try pace.take(999, at: start + .seconds(15))
        #expect(throws: ServiceProblem.self) { try pace.take(0, at: start + .seconds(20)) }
    }

    @Test("the least rate itself is enough")
    func enough() throws {
        var pace = BodyPace(leastBytesPerSecond: 100, window: .seconds(10), from: start)
        for window in 1...5 { try pace.take(1000, at: start + .seconds(10 * window)) }
    }
}
