internal import ArgumentParser

/// How a run shows where it stands.
enum ProgressMode: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// A live block on a terminal, plain lines elsewhere.
    case auto
    /// A line every few seconds.
    case plain
    /// Nothing.
    case none
    /// A JSON object on a line every second.
    case json
}
