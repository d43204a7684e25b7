/// Several workers, one order: results come out in the order of the inputs, whoever finishes first.
///
/// For each input a one-shot slot goes into a bounded queue, and the input with its slot to the workers; the collector
/// awaits the slots in order. The order is free, what is on its way is bounded in number and in weight, there is no
/// buffer to reorder and nothing to deadlock. An error surfaces when its slot's turn comes, so the first failing input
/// in input order decides, whatever the workers' timing.
///
/// Technique: Vector's `Runner::run_concurrently` in `src/topology/builder.rs`.
struct OrderedFanOut<Stage: Transform>: Sendable where Stage.Input: Weighted {
    private let transform: Stage
    private let slots: Edge<Slot<Stage.Output>>
    private let jobs: Edge<Job<Stage.Input, Stage.Output>>
    private let share: Int

    /// - Parameters:
    ///   - workers: how many tasks call `work`. As many slots are queued; one more item is in the hands of the
    ///     dispatcher and one in those of the collector, which makes `FlowLimits.slots`.
    ///   - bytes: the most weight of the inputs whose slots are queued.
    init(transform: Stage, workers: Int, bytes: Int, clock: FlowClock) {
        self.transform = transform
        // Each slot weighs at least an equal share, so the one limit bounds the number and the weight.
        share = max(bytes / workers, 1)
        slots = Edge(limit: share * workers, clock: clock)
        jobs = Edge(limit: workers, clock: clock)
    }

    /// Gives each input a slot and a place in the queue for workers.
    func dispatch(from upstream: Edge<Stage.Input>) async throws {
        let slotOutlet = Outlet(slots)
        let jobOutlet = Outlet(jobs)
        do {
            while let input = try await upstream.receive() {
                let slot = Slot<Stage.Output>(weight: max(input.weight, share))
                try await slotOutlet.send(slot)
                try await jobOutlet.send(Job(input: input, slot: slot))
            }
        } catch {
            slotOutlet.fail(error)
            jobOutlet.fail(error)
            upstream.fail(FlowError.receiverGone)
            throw error
        }
        jobOutlet.finish()
        slotOutlet.finish()
    }

    /// Works on one input after another until there are no more.
    func work(probe: StageProbe) async throws {
        while let job = try await jobs.receive() {
            // Whatever happens, the slot is filled: its turn will come.
            job.slot.fill(
                Result {
                    try Task.checkCancellation()
                    return try probe.measure { try transform(job.input) }
                }
            )
        }
    }

    /// Puts the results out in order.
    func collect(into outlet: consuming Outlet<Stage.Output>, probe: StageProbe) async throws {
        probe.set(.running)
        do {
            while let slot = try await slots.receive() { try await outlet.send(slot.value()) }
            outlet.finish()
            probe.set(.finished)
        } catch {
            probe.fail(error)
            slots.fail(FlowError.receiverGone)
            outlet.fail(error)
            throw error
        }
    }
}
