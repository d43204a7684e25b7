/// What an operator can decide about the service.
public struct ServerSettings: Sendable {
    /// The address that it listens at.
    public var host = "127.0.0.1"
    /// The port.
    public var port = 8001
    /// The folder with the pipeline files.
    public var pipelinesFolder = "Pipelines"
    /// The folder for the store, the uploads and what runs write beside their targets.
    public var dataFolder = "weir-data"
    /// The program `weir`, which runs the jobs.
    public var executable = ""
    /// How many jobs run at once.
    public var concurrentJobs = 2
    /// The most data memory of the process of a job, in bytes.
    public var jobMemoryBytes = 1 << 30
    /// The longest file, in bytes.
    public var uploadBytes = 20 << 30
    /// The most bytes of files that are kept for a workspace.
    public var workspaceBytes = 200 << 30
    /// How many files a workspace may hand in at once.
    public var concurrentUploads = 64
    /// How many jobs may wait.
    public var queueLimit = 10_000
    /// How long a job and its files are kept behind its end, in seconds; for ever if left out.
    public var keptJobSeconds: Int?
    /// How many issues of a job are kept; their counts are exact.
    public var keptIssues = 100_000
    /// The least rate of a body, in bytes a second.
    public var leastBodyRate = 1024
    /// How long a connection may be idle, in seconds.
    public var idleSeconds = 30
    /// How many connections there may be at once.
    public var connections = 1000
    /// Who is called when a job of any workspace ends; these may be on this machine.
    public var webhooks: [String] = []
    /// The key of the signatures for these, as `whsec_…`; made up and kept in the store if left out.
    public var webhookSecret: String?
    /// Whether webhooks that clients name may be on private networks and without TLS.
    public var allowsPrivateWebhooks = false
    /// Whether tables that pipelines refer to may be on private networks, where they are elsewhere.
    public var allowsPrivateInputs = false

    /// The usual settings.
    public init() {}

    /// The longest body: the file, and what a form has around it.
    var bodyLimit: Int { uploadBytes + (64 << 10) }

    /// The store.
    public var storePath: String { "\(dataFolder)/weir.db" }
}
