internal import Dispatch

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Ends this process in order when the one that started it is gone.
///
/// Whoever starts it holds the other end of its standard input. However that process ends, the system closes the pipe, and
/// this one stops as if SIGTERM had been sent to it.
enum Attendance {
    /// Begins to watch.
    static func watch() {
        DispatchQueue(label: "weir.attendance").async {
            var byte: UInt8 = 0
            while true {
                let count = read(STDIN_FILENO, &byte, 1)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { break }
            }
            kill(getpid(), SIGTERM)
        }
    }
}
