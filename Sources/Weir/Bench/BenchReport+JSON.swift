internal import WeirModel

extension BenchReport {
    /// The report as one JSON object on a line.
    ///
    /// Times are in whole microseconds, shares in thousandths, memory in bytes.
    public var json: [UInt8] {
        var bytes: [UInt8] = []
        value.appendJSON(to: &bytes)
        bytes.append(0x0A)
        return bytes
    }

    private var value: Event.Value {
        .object([
            .init("pipeline", .string(pipeline)),
            .init(
                "input",
                .object([
                    .init("names", .array(input.names.map { .string($0) })),
                    .init("rows", .integer(input.rows)),
                    .init("text_bytes", .integer(input.textBytes)),
                    .init("stored_bytes", .integer(input.storedBytes)),
                    .init("whole", .boolean(input.isWhole)),
                ])
            ),
            .init("target", .string(target)),
            .init("kernel", .string(kernel)),
            .init("cores", .integer(cores)),
            .init("runs", .integer(runs)),
            .init("stages", .array(stages.map(stage))),
            .init("whole", .array(wholes.map(whole))),
            .init("best", best.map(whole) ?? .null),
            .init("notes", .array(notes.map { .string($0) })),
        ])
    }

    private func stage(_ stage: Stage) -> Event.Value {
        .object([
            .init("name", .string(stage.name)),
            .init("rows", .integer(stage.rows)),
            .init("text_bytes", .integer(stage.textBytes)),
            .init("time_us", time(stage.seconds)),
            .init("bytes_per_second", .integer(whole(stage.bytesPerSecond))),
            .init("rows_per_second", .integer(whole(stage.rowsPerSecond))),
            .init("busy_permille", stage.busyShare.map { .integer(whole($0 * 1000)) } ?? .null),
        ])
    }

    private func whole(_ run: Whole) -> Event.Value {
        .object([
            .init("batch_bytes", .integer(run.batchBytes)),
            .init("workers", .integer(run.workers)),
            .init("time_us", time(run.seconds)),
            .init("bytes_per_second", .integer(whole(bytesPerSecond(run)))),
            .init("rows_per_second", .integer(whole(rowsPerSecond(run)))),
            .init("cores_used_permille", .integer(whole(run.coresUsed * 1000))),
            .init("peak_memory_bytes", .integer(run.peakMemory)),
            .init("bottleneck", .string(run.bottleneck)),
            .init("slower_than_best", .boolean(isSlowerThanBest(run))),
            .init("set", .array(run.overrides.map { .string($0) })),
        ])
    }

    private func time(_ spread: Spread) -> Event.Value {
        .object([
            .init("median", .integer(whole(spread.median * 1e6))),
            .init("min", .integer(whole(spread.minimum * 1e6))),
            .init("max", .integer(whole(spread.maximum * 1e6))),
        ])
    }

    private func whole(_ number: Double) -> Int { Int(exactly: number.rounded()) ?? 0 }
}
