import Testing

@testable import WeirServer

@Suite("Webhooks")
struct WebhookTests {
    @Test("a signature is that of the test vector of Standard Webhooks")
    func signature() throws {
        let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        #expect(
            secret.signature(
                id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: #"{"test": 2432232314}"#)
                == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test("pauses grow, are spread, honour what the receiver asks for, and end")
    func schedule() {
        let middle = (1...9).compactMap { RetrySchedule.pause(afterAttempt: $0, asked: nil, chance: 0.5) }
        #expect(middle == [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400])
        #expect(RetrySchedule.pause(afterAttempt: 10, asked: nil, chance: 0.5) == nil)
        #expect(RetrySchedule.pause(afterAttempt: 1, asked: 60, chance: 0) == 60)
        #expect(RetrySchedule.pause(afterAttempt: 1, asked: nil, chance: 0) == 4)
        #expect(RetrySchedule.pause(afterAttempt: 1, asked: 1e9, chance: 0) == 86_400)
    }
}
