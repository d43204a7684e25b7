/// The loops that make a stream of a stage: receive, let the stage work, send.
enum FlowRunner {
    static func runSource<Stage: Source & ~Copyable>(
        _ make: @Sendable () throws -> Stage,
        to outlet: consuming Outlet<Stage.Output>,
        probe: StageProbe,
        stop: StopSignal,
        enough: StopSignal
    ) async throws {
        probe.set(.running)
        do {
            var stage = try probe.measure(make)
            while true {
                try Task.checkCancellation()
                if stop.isRequested { throw FlowError.stopped }
                if enough.isRequested { break }
                guard let item = try probe.measure({ try stage.next() }) else { break }
                if stop.isRequested { throw FlowError.stopped }
                try await outlet.send(item)
            }
            outlet.finish()
            probe.set(.finished)
        } catch {
            probe.fail(error)
            outlet.fail(error)
            throw error
        }
    }

    static func runTransducer<Stage: Transducer & ~Copyable>(
        _ make: @Sendable () throws -> Stage,
        from upstream: Edge<Stage.Input>,
        to outlet: consuming Outlet<Stage.Output>,
        probe: StageProbe
    ) async throws {
        probe.set(.running)
        do {
            var stage = try probe.measure(make)
            while true {
                while let output = try probe.measure({ try stage.next() }) { try await outlet.send(output) }
                guard let input = try await upstream.receive() else { break }
                try probe.measure { try stage.push(input) }
            }
            try probe.measure { try stage.finish() }
            while let output = try probe.measure({ try stage.next() }) { try await outlet.send(output) }
            outlet.finish()
            probe.set(.finished)
        } catch {
            probe.fail(error)
            upstream.fail(FlowError.receiverGone)
            outlet.fail(error)
            throw error
        }
    }

    static func runSink<Stage: Sink & ~Copyable>(
        _ make: @Sendable () throws -> Stage,
        from upstream: Edge<Stage.Input>,
        probe: StageProbe
    ) async throws {
        probe.set(.running)
        do {
            var stage = try probe.measure(make)
            while let input = try await upstream.receive() {
                try await probe.measure { try await stage.consume(input) }
            }
            try await probe.measure { try await stage.finish() }
            probe.set(.finished)
        } catch {
            probe.fail(error)
            upstream.fail(FlowError.receiverGone)
            throw error
        }
    }
}
