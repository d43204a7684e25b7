package import WeirFlow

/// What a stage made of its inputs when it was driven without an engine.
package struct StageRun<Output> {
    /// What came out, in order; with an error, what came out before it.
    package var outputs: [Output] = []
    /// What ended the run early.
    package var error: (any Error)?

    /// The outputs, or the error thrown again.
    package func get() throws -> [Output] {
        if let error { throw error }
        return outputs
    }
}

/// A stage did not keep to what `Transducer` says.
package enum ProtocolViolation: Error, Hashable {
    /// It said that it needs input, and then had an output after all.
    case outputAfterNil
    /// It weighs less than nothing.
    case negativeWeight(Int)
}

/// Drives a stage as the engine does, in the caller's task: `next()` until `nil`, `push(_:)`, and so on, then
/// `finish()`.
///
/// It asks twice whenever the stage says that it has no more, because that answer has to last until the next input.
package func drain<Stage: Transducer & ~Copyable>(
    _ inputs: some Sequence<Stage.Input>,
    through make: () throws -> Stage
) -> StageRun<Stage.Output> {
    var run = StageRun<Stage.Output>()
    do {
        var stage = try make()
        try take(&run, from: &stage)
        for input in inputs {
            try stage.push(input)
            try take(&run, from: &stage)
        }
        try stage.finish()
        try take(&run, from: &stage)
    } catch {
        run.error = error
    }
    return run
}

/// Drives a source to its end.
package func drain<Stage: Source & ~Copyable>(_ make: () throws -> Stage) -> StageRun<Stage.Output> {
    var run = StageRun<Stage.Output>()
    do {
        var stage = try make()
        while let output = try stage.next() { run.outputs.append(output) }
    } catch {
        run.error = error
    }
    return run
}

private func take<Stage: Transducer & ~Copyable>(
    _ run: inout StageRun<Stage.Output>,
    from stage: inout Stage
) throws {
    while let output = try stage.next() {
        if output.weight < 0 { throw ProtocolViolation.negativeWeight(output.weight) }
        run.outputs.append(output)
    }
    if try stage.next() != nil { throw ProtocolViolation.outputAfterNil }
}
