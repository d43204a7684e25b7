internal import ArgumentParser
internal import Weir
internal import WeirDecode
internal import WeirParse
internal import WeirPostgreSQL
internal import WeirSQLite

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// `weir doctor`: says what the program runs on.
struct DoctorCommand: ExitingCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what weir runs on, and whether its fast path is sound.",
        discussion: """
            EXAMPLES:
              weir doctor
              WEIR_KERNEL=portable weir doctor
            """
    )

    func execute() async -> Weir.ExitCode {
        let kernel = KernelHealth(wanted: Environment.wantedKernel)
        let pages = sysconf(Int32(_SC_PHYS_PAGES))
        let memory = max(pages, 0).multipliedReportingOverflow(by: max(sysconf(Int32(_SC_PAGESIZE)), 0)).partialValue
        let facts = [
            ("weir", WeirCommand.number),
            ("kernel", kernel.text),
            ("SQLite", SQLiteLibrary.version),
            ("libpq", PostgreSQLLibrary.version ?? "none: built without PostgreSQL"),
            ("zlib", ZlibLibrary.version),
            ("cores", Figure.count(availableCores)),
            ("memory", Figure.size(memory)),
        ]
        for (name, value) in facts { StandardStream.output.print("\(TextTable.left(name, 7)) \(value)") }
        return kernel.state == .unavailable ? .internalError : .allAccepted
    }
}
