import Testing
import WeirEmit
import WeirModel

@Suite struct EventEncoderTests {
    @Test("an event is one JSON object with its type, a UTC timestamp and its data in order")
    func shape() {
        let event = Event(
            type: .runStarted,
            timestamp: 0.25,
            data: [
                Event.Member("text", .string("a\"\n")), Event.Member("number", .integer(-1)),
                Event.Member("flag", .boolean(true)), Event.Member("none", .null),
                Event.Member("list", .array([.integer(1), .array([])])),
                Event.Member("object", .object([Event.Member("b", .integer(2)), Event.Member("a", .integer(1))])),
            ]
        )
        #expect(
            String(decoding: EventEncoder.encode(event), as: UTF8.self)
                == #"{"type":"run.started","timestamp":"1970-01-01T00:00:00.250Z","data":{"text":"a\"\n","number":-1,"#
                + #""flag":true,"none":null,"list":[1,[]],"object":{"b":2,"a":1}}}"#
        )
    }

    @Test("a failed run tells what the error says")
    func runFailed() {
        let run = RunIdentity(id: "r", pipeline: "p", startedAt: 10)
        let error = WeirError(.emitFailed, "no", hint: "yes", position: .init(file: "f", line: 3))
        let text = String(
            decoding: EventEncoder.encode(.runFailed(run, error, totals: RowCounts(), at: 12.5)),
            as: UTF8.self
        )
        #expect(text.contains(#""error":{"code":"emit.failed","message":"no","hint":"yes","position":"f:3"}"#))
        #expect(text.contains(#""duration_ms":2500"#))
        #expect(text.contains(#""timestamp":"1970-01-01T00:00:12.500Z""#))
    }
}
