public import WeirModel

/// All problems of a pipeline file, by position; thrown when there is at least one.
public struct SpecProblems: Error, Sendable {
    /// The problems, by file, line and column.
    public let problems: [SpecProblem]

    /// Sorts problems by position; those of one place stay in the order in which they were found.
    ///
    /// What an alias repeats is told once.
    public init(_ problems: [SpecProblem]) {
        var seen: Set<SpecProblem> = []
        self.problems = problems.filter { seen.insert($0).inserted }.enumerated().sorted { left, right in
            let (a, b) = (left.element.position, right.element.position)
            if a.file != b.file { return a.file < b.file }
            return (a.line ?? 0, a.column ?? 0, left.offset) < (b.line ?? 0, b.column ?? 0, right.offset)
        }.map(\.element)
    }

    /// The problems as the one error that ends a run.
    public var error: WeirError {
        let count = problems.count == 1 ? "1 problem" : "\(problems.count) problems"
        return WeirError(.specInvalid, "\(count) found", position: problems.first?.position, cause: self)
    }
}

extension SpecProblems: CustomStringConvertible {
    /// One problem per line.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
