import WeirModel

/// Takes the accepted rows and keeps none: for a dry run, or to measure everything before the sink.
public struct NullSink: TableSink {
    /// Makes the sink.
    public init(_ settings: NullSinkSettings = NullSinkSettings()) {}

    /// Nowhere.
    public var destination: String { "nowhere" }

    /// It does not look at the rows.
    public var readsColumns: Bool { false }

    /// Encodes nothing.
    public func makeEncoder(columns: TableColumns) -> any BatchEncoder { ColumnsEncoder() }

    /// Makes a writer that drops everything.
    public func makeWriter(_ start: RunStart) -> any TableWriter { Writer() }

    private final class Writer: TableWriter {
        let isAtomic = false

        func open(columns: [ColumnInfo]) {}
        func append(_ batch: EncodedBatch) -> [RowRefusal] { [] }
        func commit(_ record: RunRecord) {}
        func finish() {}
        func abort(_ state: RunState) {}
    }
}
