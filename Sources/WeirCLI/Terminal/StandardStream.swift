#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// An open descriptor, such as standard output, written without a buffer.
///
/// Whoever reads it may go away; what is written then is lost, and the run goes on.
struct StandardStream: Sendable {
    /// The descriptor.
    let descriptor: Int32

    /// Where results go.
    static let output = StandardStream(descriptor: STDOUT_FILENO)
    /// Where messages and progress go.
    static let error = StandardStream(descriptor: STDERR_FILENO)

    /// Whether a person looks at it.
    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// What it can show.
    var style: TextStyle {
        TextStyle(isTerminal: isTerminal) { Environment[$0] }
    }

    /// How many characters fit on a line; 80 if the terminal does not tell.
    var width: Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Writes a text.
    func write(_ text: String) { write(Array(text.utf8)) }

    /// Writes bytes, and says whether all of them were taken.
    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                let count = systemWrite(descriptor, part.baseAddress, part.count)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    /// Writes a line.
    func print(_ line: String) { write(line + "\n") }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    #if canImport(Glibc)
        Glibc.write(descriptor, bytes, count)
    #else
        Darwin.write(descriptor, bytes, count)
    #endif
}
