import Foundation

/// The least ratios that must hold: lines of `number  name` in a file; `#` begins a comment.
struct Thresholds {
    private let least: [String: Double]

    /// The names in the file.
    var names: Set<String> { Set(least.keys) }

    /// Reads the file.
    init(path: String) throws {
        var least: [String: Double] = [:]
        for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#")
        {
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let number = Double(parts[0]), number > 0 else {
                throw Malformed(line: String(line))
            }
            least[parts[1].trimmingCharacters(in: .whitespaces)] = number
        }
        self.least = least
    }

    /// The least ratio of that name.
    subscript(name: String) -> Double? { least[name] }

    /// A line that is no threshold.
    struct Malformed: Error { let line: String }
}
