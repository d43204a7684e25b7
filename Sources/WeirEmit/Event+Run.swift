public import WeirModel

extension Event {
    /// A run began.
    ///
    /// - Parameters:
    ///   - sources: the inputs.
    ///   - destination: where the rows go, for people.
    public static func runStarted(_ run: RunIdentity, sources: [SourceInfo], destination: String) -> Event {
        let data = [Member("sources", .inputs(sources)), Member("destination", .string(destination))]
        return Event(type: .runStarted, timestamp: run.startedAt, data: run.members + data)
    }

    /// A run goes on from where it was left.
    ///
    /// - Parameters:
    ///   - record: how far it has come.
    ///   - sources: the inputs.
    ///   - destination: where the rows go, for people.
    public static func runResumed(
        _ record: RunRecord, sources: [SourceInfo], destination: String, at time: Double
    ) -> Event {
        let data = [
            Member("sources", .inputs(sources)),
            Member("destination", .string(destination)),
            Member("attempt", .integer(record.attempt)),
            Member("commit", .integer(record.commits)),
            Member("source_number", .integer(record.sourceIndex + 1)),
            Member("records_of_source", .integer(record.records)),
        ]
        return Event(type: .runResumed, timestamp: time, data: record.run.members + data)
    }

    /// A commit is stored for good.
    ///
    /// - Parameter source: the name of the source that the receipt speaks of, if it is known.
    public static func batchCommitted(
        _ receipt: Receipt,
        source: String?,
        of run: RunIdentity,
        at time: Double
    ) -> Event {
        let data = [
            Member("commit", .integer(receipt.number)),
            Member("rows", .rows(receipt.counts)),
            Member("totals", .rows(receipt.totals)),
            Member("source", source.map { .string($0) } ?? .null),
            Member("source_number", .integer(receipt.source + 1)),
            Member("records_of_source", .integer(receipt.recordsOfSource)),
            Member("byte_offset", .integer(receipt.byteOffset)),
            Member("last", .boolean(receipt.isLast)),
        ]
        return Event(type: .batchCommitted, timestamp: time, data: run.members + data)
    }

    /// A run ended with all rows accounted for.
    public static func runCompleted(_ run: RunIdentity, totals: RowCounts, at time: Double) -> Event {
        let data = [Member("totals", .rows(totals)), run.duration(until: time)]
        return Event(type: .runCompleted, timestamp: time, data: run.members + data)
    }

    /// A run ended early.
    ///
    /// - Parameter totals: the account so far; what was not committed is undone.
    public static func runFailed(_ run: RunIdentity, _ error: WeirError, totals: RowCounts, at time: Double) -> Event {
        let data = [Member("error", error.value), Member("totals", .rows(totals)), run.duration(until: time)]
        return Event(type: .runFailed, timestamp: time, data: run.members + data)
    }
}

extension RunIdentity {
    fileprivate var members: [Event.Member] {
        [Event.Member("run", .string(id)), Event.Member("pipeline", .string(pipeline))]
    }

    fileprivate func duration(until end: Double) -> Event.Member {
        let milliseconds = Int(exactly: ((end - startedAt) * 1000).rounded()) ?? 0
        return Event.Member("duration_ms", .integer(max(milliseconds, 0)))
    }
}

extension Event.Value {
    fileprivate static func inputs(_ sources: [SourceInfo]) -> Event.Value {
        .array(
            sources.map { source in
                .object([
                    Event.Member("name", .string(source.name)),
                    Event.Member("bytes", source.byteCount.map { .integer($0) } ?? .null),
                ])
            })
    }

    fileprivate static func rows(_ counts: RowCounts) -> Event.Value {
        .object([
            Event.Member("read", .integer(counts.read)),
            Event.Member("accepted", .integer(counts.accepted)),
            Event.Member("rejected", .integer(counts.rejected)),
            Event.Member("skipped", .integer(counts.skipped.total)),
            Event.Member("committed", .integer(counts.committed)),
        ])
    }
}
