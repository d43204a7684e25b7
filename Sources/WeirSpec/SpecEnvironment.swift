#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Where `${NAME}` in a pipeline file takes its value from.
public struct SpecEnvironment: Sendable {
    private let lookup: @Sendable (String) -> String?

    /// Makes an environment of a function from names to values.
    public init(_ lookup: @escaping @Sendable (String) -> String?) { self.lookup = lookup }

    /// Makes an environment of fixed values.
    public init(_ values: [String: String]) { lookup = { values[$0] } }

    /// The environment of this process.
    public static let process = SpecEnvironment { name in getenv(name).map { String(cString: $0) } }

    /// The value of a variable; nil when it is not set.
    public subscript(name: String) -> String? { lookup(name) }
}
