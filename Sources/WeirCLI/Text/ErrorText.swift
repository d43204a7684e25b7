internal import Weir
internal import WeirModel
internal import WeirSpec

/// Errors as the program prints them.
enum ErrorText {
    /// Prints an error that kept a run from starting.
    ///
    /// - Returns: what to exit with.
    static func show(_ error: any Error) -> Weir.ExitCode {
        for line in lines(error, StandardStream.error.style) { StandardStream.error.print(line) }
        if specProblems(error) != nil { return .badPipeline }
        return (error as? WeirError).map { ExitCode($0.code) } ?? .internalError
    }

    /// The error as lines: `error: file:line:column: code: message`, then `hint: ...` if there is one.
    static func lines(_ error: any Error, _ style: TextStyle) -> [String] {
        let label = Tone.bad.paint("error:", style)
        if let problems = specProblems(error) {
            return problems.map { "\(label) \($0.position): \($0.code): \(PrintableText.visible($0.message))" }
        }
        guard let error = error as? WeirError else { return ["\(label) \(PrintableText.visible("\(error)"))"] }
        var text = error.position.map { "\($0): " } ?? ""
        let issues = error.headerIssues
        // A list is read line by line.
        let message =
            issues.count > 1 ? "the header does not fit the schema, \(issues.count) problems:" : error.message
        text += "\(error.code): \(message)"
        if let cause = error.cause { text += " (\(cause))" }
        var lines = ["\(label) \(PrintableText.visible(text))"]
        if issues.count > 1 { lines += issues.map { "  \(PrintableText.visible($0.description))" } }
        if let hint = error.hint { lines.append("\(Tone.strong.paint("hint:", style)) \(PrintableText.visible(hint))") }
        return lines
    }

    /// What is wrong with a pipeline file, as an editor reads it: `file:line:column: message`.
    static func problems(_ error: any Error) -> [String] {
        if let problems = specProblems(error) {
            return problems.map { PrintableText.visible($0.description) }
        }
        guard let error = error as? WeirError else { return [PrintableText.visible("\(error)")] }
        return [PrintableText.visible((error.position.map { "\($0): " } ?? "") + error.message)]
    }

    private static func specProblems(_ error: any Error) -> [SpecProblem]? {
        let problems = error as? SpecProblems ?? (error as? WeirError)?.cause as? SpecProblems
        return problems?.problems
    }
}
