/// A path in a pipeline file: relative to the folder of the file that it is written in.
///
/// A path that is given on the command line (`--set`) is relative to the current folder, as the shell completes it.
public struct SpecPath: SettingValue, Hashable {
    /// The path as written; `-` for standard input or output.
    public var text: String
    /// The folder that a relative path starts from; empty for the current folder.
    public var folder: String

    /// Makes a path.
    public init(_ text: String, folder: String = "") {
        self.text = text
        self.folder = folder
    }

    /// Whether standard input or output is meant.
    public var isStandardStream: Bool { text == "-" }

    /// The schemes of inputs that are elsewhere.
    public static let remoteSchemes = ["http", "https", "s3"]

    /// Whether it is no path but the address of something elsewhere.
    public var isRemote: Bool { isRemoteLocation(text) }

    /// The path to open; `-` and addresses stay.
    public var resolved: String { resolvePath(text, in: folder) }

    /// Reads a path that is not empty.
    public static func read(_ node: SpecNode, _ reader: inout SpecReader) -> SpecPath? {
        guard let text = node.scalar?.text else {
            reader.reportMismatch(expected: shape.phrase, found: node)
            return nil
        }
        if text.isEmpty {
            reader.report("a path must not be empty", at: node)
            return nil
        }
        if text.utf8.contains(0) {
            reader.report("a path must not contain the character NUL", at: node)
            return nil
        }
        return SpecPath(text, folder: node.folder)
    }

    /// A text with a name of its own.
    public static var shape: SettingShape { .form(name: "a path", pattern: nil) }

    /// The path as written.
    public var rendered: String { text.rendered }
}

/// Whether a text is the address of something elsewhere, such as `https://example.com/orders.csv`.
public func isRemoteLocation(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return false }
    return SpecPath.remoteSchemes.contains(text[..<colon].lowercased())
}

/// Puts a folder before a relative path; an absolute path, an address and `-` stay as they are.
///
/// - Parameters:
///   - path: the path as written.
///   - folder: the folder that a relative path starts from; empty for the current folder.
/// - Returns: the path to open.
public func resolvePath(_ path: String, in folder: String) -> String {
    if path == "-" || isRemoteLocation(path) || path.hasPrefix("/") || folder.isEmpty { return path }
    return folder.hasSuffix("/") ? folder + path : folder + "/" + path
}
