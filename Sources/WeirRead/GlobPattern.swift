import WeirModel
import WeirSpec

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A path with `*`, `?` or `[...]` in it, as glob(7) reads them.
struct GlobPattern {
    /// The pattern as the user wrote it.
    let text: String
    /// The folder that a relative pattern starts from, taken literally.
    let folder: String

    /// Whether a text has any character that makes it a pattern.
    static func isPattern(_ text: String) -> Bool {
        text.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[") }
    }

    /// The paths that match, in byte order of their names, so that no locale has a say; never empty.
    func matches() throws(WeirError) -> [String] {
        var found = glob_t()
        defer { globfree(&found) }
        let pattern = resolvePath(text, in: Self.escaped(folder))
        switch glob(pattern, GLOB_ERR | GLOB_NOSORT, nil, &found) {
        case 0: break
        case GLOB_NOMATCH:
            throw WeirError(
                .readNotFound,
                "No file matches the pattern.",
                hint: "Is the pattern relative to another folder? It was looked up in \(folderName).",
                position: WeirError.Position(file: text)
            )
        default:
            throw WeirError(
                .readUnreadable,
                "A folder that the pattern leads through could not be listed: \(SystemCallFailure.last).",
                position: WeirError.Position(file: text)
            )
        }
        var paths: [String] = []
        for index in 0..<Int(found.gl_pathc) {
            guard let bytes = found.gl_pathv[index] else { continue }
            guard let path = String(validatingCString: bytes) else {
                throw WeirError(
                    .readUnreadable,
                    "The name of the file is not valid UTF-8.",
                    hint: "Rename it, or use a pattern that leaves it out.",
                    position: WeirError.Position(file: String(cString: bytes))
                )
            }
            paths.append(path)
        }
        return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private var folderName: String { folder.isEmpty ? "the current folder" : folder }

    /// The folder with a backslash before each character that a pattern would act on.
    private static func escaped(_ folder: String) -> String {
        var result = ""
        for character in folder {
            if "*?[]\\".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }
}
