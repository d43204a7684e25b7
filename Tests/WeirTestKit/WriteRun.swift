package import WeirFlow
package import WeirModel
package import WeirWrite

/// Drives a sink through the write stage as the engine does.
package struct WriteRun {
    package var sources: [SourceInfo]
    package var options = WriteOptions()
    package var columns: TableColumns
    package var id = "run-1"
    package var admission: (any RowAdmission)?
    /// Where the run begins; `nil` begins anew.
    package var start: RunStart?
    package let stop = StopSignal()
    package let summary = SummaryCollector()

    package init(columns: [ColumnInfo], sources: [String] = ["in.csv"]) {
        self.columns = TableColumns(columns)
        self.sources = sources.map { SourceInfo(name: $0, byteCount: nil) }
    }

    /// Writes the batches and returns the receipts.
    package func receipts(_ sink: any TableSink, _ batches: [CheckedBatch]) throws -> [Receipt] {
        var receipts: [Receipt] = []
        try run(sink, batches) { receipts.append($0) }
        return receipts
    }

    /// Writes the batches and hands out each receipt as it comes.
    package func run(
        _ sink: any TableSink,
        _ batches: [CheckedBatch],
        onReceipt: (Receipt) throws -> Void
    ) throws {
        defer { sink.release() }
        let encode = EncodeStage(try sink.makeEncoder(columns: columns))
        var stage = try WriteStage(
            sink: sink,
            columns: columns,
            admission: admission,
            encode: encode,
            rendering: PlainRendering(),
            sources: sources,
            options: options,
            start: start ?? RunStart(RunRecord(run: RunIdentity(id: id, pipeline: "test", startedAt: 0))),
            stop: stop,
            summary: summary,
            clock: { 1 }
        )
        for batch in batches {
            try stage.push(encode(batch))
            while let receipt = try stage.next() { try onReceipt(receipt) }
        }
        try stage.finish()
        while let receipt = try stage.next() { try onReceipt(receipt) }
    }
}
