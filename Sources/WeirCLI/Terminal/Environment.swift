internal import WeirParse

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// What the environment of the process asks for.
enum Environment {
    /// The implementation of the structural scan that is asked for, if one is.
    static var wantedKernel: String? { self["WEIR_KERNEL"] }

    /// The implementation of the structural scan that will be used.
    static var kernel: ScanKernel { ScanKernel.selected(byEnvironment: wantedKernel) }

    /// The value of a variable.
    static subscript(name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
