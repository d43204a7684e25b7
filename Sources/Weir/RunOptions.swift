internal import WeirWrite

/// What a single run does differently from what its pipeline file says.
public struct RunOptions: Sendable {
    /// Inputs in place of those in the file, relative to the working directory.
    public var input: [String] = []
    /// The most data records to read from the first source on; `nil` is no limit.
    public var limit: Int?
    /// Checks and counts, and writes nothing.
    public var isDryRun = false
    /// What happens to an unfinished run of the same pipeline and input.
    public var unfinished = Unfinished.resume
    /// The run whose corrected rejects are loaded.
    public var replays: String?
    /// What the run is called, in place of a name that is made up.
    ///
    /// A run with the same name goes on if it is unfinished, and is not done again if it is complete. It never goes on with a run of another name.
    public var name: String?
    /// Whether the target stays locked until `PipelineRun.release()`: for a program that has to tell a person how the run
    /// ended, and may be killed before it has.
    public var holdsTarget = false
    /// Whether inputs elsewhere may be on private networks; where strangers name inputs they must not.
    public var allowsPrivateInputs = true
    /// The implementation of the structural scan, by name; the fastest if it is left out.
    public var kernel: String?
    /// A sink in place of the one in the file.
    var sink: (any TableSink)?
    /// The time of the system, in seconds since 1970-01-01T00:00:00Z.
    var wallTime: @Sendable () -> Double = RunClock.wallTime

    /// What happens to an unfinished run of the same pipeline and input.
    public enum Unfinished: Sendable {
        /// It goes on from where it is.
        case resume
        /// What it has stored is removed, and a new run begins.
        case restart
        /// Nothing is done.
        case refuse
    }

    /// The run as the file says.
    public init() {}
}
