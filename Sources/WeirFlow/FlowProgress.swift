/// Where a flow stands: a pure function of its counters at one moment.
public struct FlowProgress: Sendable {
    /// What a stage is doing.
    public enum State: String, Sendable {
        /// It has not begun.
        case waiting
        /// It runs.
        case running
        /// It is done.
        case finished
        /// It failed, or was stopped because another one failed.
        case failed
    }

    /// What kind of stage it is.
    public enum Kind: String, Sendable {
        /// It produces.
        case source
        /// It takes and produces, one item after another.
        case stage
        /// It takes and produces, several items at once.
        case fanOut
        /// It takes.
        case sink
    }

    /// One stage.
    public struct Stage: Sendable {
        /// Its name.
        public var name: String
        /// What kind of stage it is.
        public var kind: Kind
        /// What it is doing.
        public var state: State
        /// The time spent in the stage's own code, in nanoseconds.
        ///
        /// It is the sum over the workers, so it can exceed the time that has passed; for a sink it has what the sink
        /// waited for.
        public var busy: UInt64
        /// The edge before it; none for a source.
        public var input: EdgeCounters?
        /// The edge behind it; none for a sink.
        public var output: EdgeCounters?

        /// The rows that have passed it: those it has put out, or for a sink those it has taken.
        public var rows: Int { output?.rows ?? input?.receivedRows ?? 0 }
        /// The weight that has passed it, in bytes.
        public var bytes: Int { output?.bytes ?? input?.receivedBytes ?? 0 }
        /// How full the edge before it is, from 0 to 1.
        public var queue: Double {
            guard let input, input.limit > 0 else { return 0 }
            return min(Double(input.fill) / Double(input.limit), 1)
        }
    }

    /// When it was taken, in nanoseconds of the flow's clock.
    public var time: UInt64
    /// The stages in order.
    public var stages: [Stage]

    /// The stage of that name.
    public func stage(_ name: String) -> Stage? { stages.first { $0.name == name } }

    /// Rows per second of a stage between an earlier moment and this one.
    public func rowsPerSecond(_ name: String, since earlier: FlowProgress) -> Double {
        rate(name, since: earlier) { Double($0.rows) }
    }

    /// Bytes per second of a stage between an earlier moment and this one.
    public func bytesPerSecond(_ name: String, since earlier: FlowProgress) -> Double {
        rate(name, since: earlier) { Double($0.bytes) }
    }

    /// How many cores a stage kept busy between an earlier moment and this one: 1 for one that never waits.
    public func busyCores(_ name: String, since earlier: FlowProgress) -> Double {
        rate(name, since: earlier) { Double($0.busy) / 1e9 }
    }

    private func rate(_ name: String, since earlier: FlowProgress, of value: (Stage) -> Double) -> Double {
        guard time > earlier.time, let now = stage(name), let before = earlier.stage(name) else { return 0 }
        return (value(now) - value(before)) * 1e9 / Double(time - earlier.time)
    }
}
