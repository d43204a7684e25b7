package import Testing
package import WeirFlow

/// Expects that a transform gives the same results in any order of the inputs and with any number of workers.
///
/// The yardstick is a plain loop. Then the inputs are given in shuffled order, and to a real flow. An input that fails
/// has to fail the flow with its error, and the first one in input order decides.
package func expectTransformLaw<Stage: Transform, Summary: Equatable>(
    _ inputs: [Stage.Input],
    _ transform: Stage,
    workers: ClosedRange<Int> = 1...8,
    summary: @escaping @Sendable (Stage.Output) -> Summary,
    sourceLocation: SourceLocation = #_sourceLocation
) async where Stage.Input: Weighted & Sendable {
    let expected = Result { try inputs.map { summary(try transform($0)) } }
    expectSameInAnyOrder(inputs, transform, summary: summary, sourceLocation: sourceLocation)
    for count in workers {
        let sink = CollectedItems<Stage.Output>()
        var result: Result<[Summary], any Error>
        do {
            try await withFlow(limits: FlowLimits(edgeBytes: 1, workers: count, fanOutBytes: 1 << 30)) { flow in
                let items = flow.read("inputs", on: .sharedPool) { ItemSource(inputs) }
                flow.sink("results", flow.fanOut("transform", items, transform)) { ItemSink(sink) }
            }
            result = .success(sink.items.map(summary))
        } catch {
            result = .failure(error)
        }
        let comment = Comment(rawValue: "with \(count) workers")
        switch (result, expected) {
        case (.success(let got), .success(let wanted)):
            #expect(got == wanted, comment, sourceLocation: sourceLocation)
        case (.failure(let got), .failure(let wanted)):
            #expect(
                String(describing: got) == String(describing: wanted), comment, sourceLocation: sourceLocation)
        default:
            Issue.record("\(result) is not \(expected), \(comment)", sourceLocation: sourceLocation)
        }
    }
}

/// Expects that each input gives the same when others come before it.
private func expectSameInAnyOrder<Stage: Transform, Summary: Equatable>(
    _ inputs: [Stage.Input],
    _ transform: Stage,
    summary: (Stage.Output) -> Summary,
    sourceLocation: SourceLocation
) {
    let inOrder = inputs.map { input in Result { summary(try transform(input)) } }
    var generator = SeededGenerator(seed: 1)
    for index in inputs.indices.shuffled(using: &generator) {
        switch (Result { summary(try transform(inputs[index])) }, inOrder[index]) {
        case (.success(let got), .success(let wanted)):
            #expect(got == wanted, "input \(index) in shuffled order", sourceLocation: sourceLocation)
        case (.failure(let got), .failure(let wanted)):
            #expect(String(describing: got) == String(describing: wanted), sourceLocation: sourceLocation)
        case (let got, let wanted):
            Issue.record("\(got) is not \(wanted), input \(index) in shuffled order", sourceLocation: sourceLocation)
        }
    }
}
