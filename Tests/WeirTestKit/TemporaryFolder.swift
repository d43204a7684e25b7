import Foundation

/// A folder of its own for a test; it goes with the value.
package final class TemporaryFolder {
    /// Where it is.
    package let path: String

    package init() throws {
        path = NSTemporaryDirectory() + "weir-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file in it.
    package func callAsFunction(_ name: String) -> String { path + "/" + name }

    /// The names of the files in it, sorted.
    package var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }

    /// What a file has; `nil` when there is none.
    package func text(_ name: String) -> String? {
        FileManager.default.contents(atPath: self(name)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Makes a file.
    package func put(_ text: String, in name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: self(name)))
    }
}
