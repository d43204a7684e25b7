public import WeirModel
internal import WeirSpec

extension ReadSettings {
    /// Looks up every input, without opening any.
    ///
    /// Patterns are expanded, each file is checked, and one file under two names is refused: its rows would be loaded
    /// twice. The order is that of the settings; the matches of one pattern are in byte order of their names.
    ///
    /// - Parameters:
    ///   - folder: where relative paths start that no pipeline file gave; empty for the current folder.
    ///   - calls: the system calls to use.
    ///   - remote: finds inputs that are elsewhere; without it there are none.
    /// - Throws: `read.noInput`, `read.notFound`, `read.unreadable`, `read.isDirectory`, `read.duplicate` or
    ///   `read.badURL`, and what `remote` throws.
    public func resolve(
        relativeTo folder: String = "",
        calls: FileSystemCalls = .system,
        remote: (any RemoteInputs)? = nil
    ) throws(WeirError) -> [ResolvedSource] {
        var resolver = SourceResolver(calls: calls, remote: remote)
        return try resolver.resolve(
            locations.map { $0.folder.isEmpty ? SpecPath($0.text, folder: folder) : $0 }
        )
    }
}
