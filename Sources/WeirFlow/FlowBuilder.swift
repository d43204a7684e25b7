/// Connects stages to a flow; it exists while the body of `withFlow` runs.
///
/// Each call adds a stage and returns its output, which the next call takes.
public final class FlowBuilder {
    /// Where a stage runs.
    public enum Place: Sendable {
        /// On the shared pool, with the other stages that compute.
        case sharedPool
        /// On a thread of its own, because it blocks.
        case dedicatedThread
    }

    struct Node {
        let probe: StageProbe
        let tasks: [FlowTask]
        let plan: FlowPlan.Node
    }

    /// One task of a stage.
    struct FlowTask {
        let place: Place
        let run: @Sendable () async throws -> Void
    }

    private(set) var nodes: [Node] = []
    /// The streams that nobody consumes yet: the identity of the edge, and the stage that fills it.
    private var open: [(edge: ObjectIdentifier, name: String)] = []
    private var problems: [FlowError] = []
    let limits: FlowLimits
    let stop: StopSignal
    let clock: FlowClock
    let failures = FlowFailures()

    init(limits: FlowLimits, stop: StopSignal, clock: FlowClock) {
        self.limits = limits
        self.stop = stop
        self.clock = clock
    }

    /// Adds the first stage.
    ///
    /// - Parameter enough: a signal after which the source is asked for no more items and the flow ends as if it had
    ///   none; for a stage further down that has all it wants.
    public func read<Stage: Source & ~Copyable>(
        _ name: String,
        on place: Place = .dedicatedThread,
        until enough: StopSignal = StopSignal(),
        _ make: @escaping @Sendable () throws -> Stage
    ) -> FlowStream<Stage.Output> {
        let edge = Edge<Stage.Output>(limit: limits.edgeBytes, clock: clock)
        let probe = StageProbe(
            name: name, kind: .source, clock: clock, failures: failures, input: nil, output: { edge.counters })
        add(probe, upstream: nil, place: place, output: edge) { [stop] in
            try await FlowRunner.runSource(make, to: Outlet(edge), probe: probe, stop: stop, enough: enough)
        }
        return FlowStream(edge: edge, name: name)
    }

    /// Adds a stage that takes one item after another.
    public func stage<Stage: Transducer & ~Copyable>(
        _ name: String,
        _ upstream: FlowStream<Stage.Input>,
        on place: Place = .sharedPool,
        _ make: @escaping @Sendable () throws -> Stage
    ) -> FlowStream<Stage.Output> {
        consume(upstream)
        let edge = Edge<Stage.Output>(limit: limits.edgeBytes, clock: clock)
        let before = upstream.edge
        let probe = StageProbe(
            name: name, kind: .stage, clock: clock, failures: failures, input: { before.counters },
            output: { edge.counters })
        add(probe, upstream: upstream.name, place: place, output: edge) {
            try await FlowRunner.runTransducer(make, from: before, to: Outlet(edge), probe: probe)
        }
        return FlowStream(edge: edge, name: name)
    }

    /// Adds a stage that works on several items at once and puts the results out in the order of the items.
    public func fanOut<Stage: Transform>(
        _ name: String,
        _ upstream: FlowStream<Stage.Input>,
        workers: Int? = nil,
        _ transform: Stage
    ) -> FlowStream<Stage.Output> {
        consume(upstream)
        let workers = FlowLimits.clamped(workers: workers ?? limits.workers)
        let edge = Edge<Stage.Output>(limit: limits.edgeBytes, clock: clock)
        let before = upstream.edge
        let probe = StageProbe(
            name: name, kind: .fanOut, clock: clock, failures: failures, input: { before.counters },
            output: { edge.counters })
        let fan = OrderedFanOut(transform: transform, workers: workers, bytes: limits.fanOutBytes, clock: clock)
        var tasks = [
            FlowTask(place: .sharedPool) { try await fan.dispatch(from: before) },
            FlowTask(place: .sharedPool) { try await fan.collect(into: Outlet(edge), probe: probe) },
        ]
        for _ in 0..<workers { tasks.append(FlowTask(place: .sharedPool) { try await fan.work(probe: probe) }) }
        let plan = FlowPlan.Node(
            name: name,
            kind: .fanOut,
            upstream: upstream.name,
            workers: workers,
            slots: FlowLimits(workers: workers).slots,
            slotBytes: limits.fanOutBytes,
            hasOwnThread: false,
            edgeBytes: limits.edgeBytes
        )
        add(Node(probe: probe, tasks: tasks, plan: plan), output: edge)
        return FlowStream(edge: edge, name: name)
    }

    /// Adds a stage that works on several items at once, with a second transform fused behind the first.
    public func fanOut<First: Transform, Second: Transform>(
        _ name: String,
        _ upstream: FlowStream<First.Input>,
        workers: Int? = nil,
        _ first: First,
        then second: Second
    ) -> FlowStream<Second.Output> where First.Output == Second.Input {
        fanOut(name, upstream, workers: workers, FusedTransform(first: first, second: second))
    }

    /// Adds the last stage.
    public func sink<Stage: Sink & ~Copyable>(
        _ name: String,
        _ upstream: FlowStream<Stage.Input>,
        on place: Place = .sharedPool,
        _ make: @escaping @Sendable () throws -> Stage
    ) {
        consume(upstream)
        let before = upstream.edge
        let probe = StageProbe(
            name: name, kind: .sink, clock: clock, failures: failures, input: { before.counters }, output: nil)
        add(probe, upstream: upstream.name, place: place, output: nil) {
            try await FlowRunner.runSink(make, from: before, probe: probe)
        }
    }

    /// The graph as built so far.
    public var plan: FlowPlan { FlowPlan(nodes: nodes.map(\.plan)) }

    /// Checks that the graph is whole.
    func check() throws {
        if let problem = problems.first { throw problem }
        if let stream = open.first { throw FlowError.notConsumedOnce(stream.name) }
    }

    private func consume(_ stream: FlowStream<some Weighted & Sendable>) {
        if let index = open.firstIndex(where: { $0.edge == ObjectIdentifier(stream.edge) }) {
            open.remove(at: index)
        } else {
            problems.append(.notConsumedOnce(stream.name))
        }
    }

    private func add(
        _ probe: StageProbe,
        upstream: String?,
        place: Place,
        output: AnyObject?,
        _ run: @escaping @Sendable () async throws -> Void
    ) {
        let plan = FlowPlan.Node(
            name: probe.name,
            kind: probe.kind,
            upstream: upstream,
            workers: 1,
            slots: 0,
            slotBytes: 0,
            hasOwnThread: place == .dedicatedThread,
            edgeBytes: output == nil ? nil : limits.edgeBytes
        )
        add(Node(probe: probe, tasks: [FlowTask(place: place, run: run)], plan: plan), output: output)
    }

    private func add(_ node: Node, output: AnyObject?) {
        if nodes.contains(where: { $0.probe.name == node.probe.name }) {
            problems.append(.duplicateName(node.probe.name))
        }
        nodes.append(node)
        if let output { open.append((ObjectIdentifier(output), node.probe.name)) }
    }
}
