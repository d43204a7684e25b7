/// Builds a flow and runs it to its end.
///
/// The body connects stages; when it returns, the graph is checked and all stages run in one task group. The call
/// returns when all have ended. The first error of a stage cancels the others and is what the call throws: an error
/// that is only a consequence of it (a cancellation, a lost neighbour) never takes its place.
///
/// - Parameters:
///   - limits: what bounds the flow.
///   - monitor: looks at the flow while it runs.
///   - stop: asks the flow to stop early.
///   - clock: where the times in `FlowProgress` come from.
///   - body: connects the stages.
/// - Returns: what the body returns.
/// - Throws: the first error of a stage; `FlowError` when the graph is not whole or was stopped; `CancellationError`
///   when the surrounding task was cancelled before a stage failed.
public func withFlow<Value>(
    limits: FlowLimits = FlowLimits(),
    monitor: FlowMonitor = FlowMonitor(),
    stop: StopSignal = StopSignal(),
    clock: FlowClock = .monotonic,
    _ body: (FlowBuilder) throws -> Value
) async throws -> Value {
    let builder = FlowBuilder(limits: limits, stop: stop, clock: clock)
    let value = try body(builder)
    try builder.check()
    monitor.watch(builder.nodes.map(\.probe))
    var executors: [ThreadExecutor] = []
    // A task may not own the executor that it prefers, so they are held until all tasks have ended.
    defer { withExtendedLifetime(executors) {} }
    do {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for node in builder.nodes {
                for task in node.tasks {
                    var executor: ThreadExecutor?
                    if task.place == .dedicatedThread {
                        let own = ThreadExecutor(name: node.probe.name)
                        executors.append(own)
                        executor = own
                    }
                    group.addTask(executorPreference: executor) { try await task.run() }
                }
            }
            // The first error leaves the group, which cancels the rest and waits for them all. `waitForAll()` would
            // not do: it waits first, and the rest may wait for what the failed stage will never send.
            for try await _ in group {}
        }
    } catch {
        throw builder.failures.cause(isCancelled: Task.isCancelled) ?? error
    }
    return value
}

/// Builds a flow without running it, to see its plan.
public func flowPlan(limits: FlowLimits = FlowLimits(), _ body: (FlowBuilder) throws -> Void) throws -> FlowPlan {
    let builder = FlowBuilder(limits: limits, stop: StopSignal(), clock: .monotonic)
    try body(builder)
    try builder.check()
    return builder.plan
}
