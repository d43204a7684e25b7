/// A piece of work that is prepared once and then done again and again.
public struct Workload: Sendable {
    /// What is done each time.
    public typealias Pass = @Sendable () async throws -> Void

    /// What it is called.
    public let name: String
    /// Prepares it: what it needs is in memory when this returns.
    public let prepare: @Sendable () throws -> Pass

    /// Describes a piece of work.
    public init(_ name: String, prepare: @escaping @Sendable () throws -> Pass) {
        self.name = name
        self.prepare = prepare
    }

    /// All of them, in the order of the stages.
    public static var all: [Workload] {
        [read, decode, decodeGzip] + kernels + converters + validations + encoders
            + [writePages, writeStatement, emit] + flows + runs
    }
}
