#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// What the system lets this process have.
enum ProcessMemory {
    /// Lets the system refuse data memory beyond a limit; the process ends then, and nothing else on the machine suffers.
    static func limit(to bytes: Int) {
        var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
        #if canImport(Glibc)
            setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit)
        #else
            setrlimit(RLIMIT_DATA, &limit)
        #endif
    }
}
