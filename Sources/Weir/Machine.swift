#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The number of cores that this process may use.
public var availableCores: Int { max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1) }

/// The most memory that this process has had resident so far, in bytes; 0 if the system does not tell.
func peakMemory() -> Int {
    var usage = rusage()
    #if canImport(Glibc)
        guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
        return usage.ru_maxrss * 1024
    #else
        guard getrusage(RUSAGE_SELF, &usage) == 0 else { return 0 }
        return usage.ru_maxrss
    #endif
}
