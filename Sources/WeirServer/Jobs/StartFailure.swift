internal import Weir
internal import WeirModel

/// Why a run could not begin: then there is no report, and the program has said it on standard error only.
struct StartFailure: Sendable {
    /// The code.
    let code: ErrorCode
    /// What stands behind the code.
    let message: String

    /// Finds it in what the program has said: `error: PLACE: CODE: MESSAGE`.
    init?(in lines: [String]) {
        for line in lines where line.hasPrefix("error: ") {
            for entry in ErrorCatalog.entries {
                guard let range = line.firstRange(of: " \(entry.code.rawValue): ") else { continue }
                code = entry.code
                message = String(line[range.upperBound...])
                return
            }
        }
        return nil
    }
}
