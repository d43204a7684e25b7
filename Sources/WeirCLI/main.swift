internal import Weir

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

// Whoever reads our output may go away; the run must still end in order.
signal(SIGPIPE, SIG_IGN)
exit(await Program.run(Array(CommandLine.arguments.dropFirst())).rawValue)
