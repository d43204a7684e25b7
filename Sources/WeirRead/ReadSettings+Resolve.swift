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
    /// - Throws: `read.noInput`, `read.notFound`, `read.unreadable`, `read.isDirectory` or `read.duplicate`.
    public func resolve(
        relativeTo folder: String = "",
        calls: FileSystemCalls = .system
    ) throws(WeirError) -> [ResolvedSource] {
        var resolver = SourceResolver(calls: calls)
        return try resolver.resolve(
            locations.map { $0.folder.isEmpty ? SpecPath($0.text, folder: folder) : $0 }
        )
    }
}
