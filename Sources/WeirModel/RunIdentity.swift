/// Which run this is: the name that progress rows and events carry.
public struct RunIdentity: Sendable, Hashable {
    /// The run's own name, different for each run.
    public var id: String
    /// The name of the pipeline that runs.
    public var pipeline: String
    /// When the run began, in seconds since 1970-01-01T00:00:00Z.
    public var startedAt: Double

    /// Makes an identity.
    public init(id: String, pipeline: String, startedAt: Double) {
        self.id = id
        self.pipeline = pipeline
        self.startedAt = startedAt
    }
}
