import Weir
import WeirModel

/// The reference of all error codes as an article, made of the catalog that the program itself uses.
enum ErrorCodesArticle {
    /// The article.
    static var markdown: String {
        var sections = [
            "# Error codes",
            "Every error that ends a run or keeps it from starting, with its exit code and its HTTP status.",
            """
            The code is the same text everywhere: in front of the message, in the report, in the `run.failed` event and
            as the name of a section here. The part before the dot is the stage that the error is about. The HTTP
            status is what a service that runs pipelines should answer with. What is wrong with single rows is no
            error but an issue, see <doc:IssueCodes>.
            """,
        ]
        for entry in ErrorCatalog.entries {
            sections += [
                "## \(entry.code.rawValue)",
                entry.explanation,
                "Exit code \(entry.exitCode.rawValue), HTTP status \(entry.httpStatus).",
            ]
        }
        return sections.joined(separator: "\n\n") + "\n"
    }
}
