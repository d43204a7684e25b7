import Foundation

/// The files of this repository, as text.
enum SourceTree {
    /// One file.
    struct File: Sendable, CustomStringConvertible {
        /// Its path from the top of the repository.
        var path: String
        var lines: [String]

        /// The folder under `Sources`.
        var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
        var name: String { path.split(separator: "/").last.map(String.init) ?? "" }
        var description: String { path }

        /// The lines without what is a comment.
        var code: [String] {
            lines.map { line in
                line.drop(while: \.isWhitespace).hasPrefix("//") ? "" : line
            }
        }
    }

    /// The top of the repository.
    static let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/")
        .replacingOccurrences(of: "//", with: "/")

    /// All paths under a folder, from the top of the repository, sorted.
    static func paths(under folder: String) throws -> [String] {
        let manager = FileManager.default
        return try manager.subpathsOfDirectory(atPath: "\(root)/\(folder)").map { "\(folder)/\($0)" }.sorted()
    }

    /// The source files under a folder.
    static func files(under folder: String, endings: [String] = [".swift"]) throws -> [File] {
        try paths(under: folder).filter { path in
            endings.contains(where: path.hasSuffix)
        }.map { path in
            let text = try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
            return File(
                path: path, lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
        }
    }
}
