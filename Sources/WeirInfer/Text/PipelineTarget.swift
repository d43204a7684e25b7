/// Where a pipeline loads its rows.
public enum PipelineTarget: Sendable, Hashable {
    /// A table of a SQLite database.
    case sqlite(path: String, table: String)
    /// A CSV file.
    case csv(path: String)
    /// A file of JSON objects.
    case ndjson(path: String)
    /// Nowhere: the rows are checked.
    case none
}
