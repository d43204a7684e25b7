import Foundation

/// The articles of the DocC catalog, and the README, as they are in this checkout.
enum Catalog {
    /// The root of the checkout.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The folder of the catalog.
    static let folder = root.appending(path: "Sources/Weir/Weir.docc")

    /// The names of the articles, without their ending, in order.
    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }.sorted()
    }

    /// The text of an article.
    static func article(_ name: String) throws -> String { try text(url(name)) }

    /// The text of the README.
    static func readme() throws -> String { try text(root.appending(path: "README.md")) }

    /// Where an article is.
    static func url(_ name: String) -> URL { folder.appending(path: "\(name).md") }

    /// Whether there is a file or a folder at this path of the checkout.
    static func holds(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// What stands between the fences of each code block of a language.
    static func blocks(_ language: String, in text: String) -> [String] {
        text.components(separatedBy: "\n```\(language)\n").dropFirst().compactMap { rest in
            rest.range(of: "\n```").map { String(rest[..<$0.lowerBound]) + "\n" }
        }
    }

    private static func text(_ url: URL) throws -> String { try String(contentsOf: url, encoding: .utf8) }
}
