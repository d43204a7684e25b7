import WeirModel

/// The code of an error of which the program may speak.
struct NamedError: Error, Equatable {
    var code: String

    /// What comes of a piece of work; an error that is none of those with one of the prefixes is a finding.
    static func catching<Value>(_ prefixes: String..., work: () throws -> Value) -> Result<Value, NamedError> {
        do {
            return .success(try work())
        } catch let error as WeirError {
            let code = error.code.rawValue
            expect(prefixes.contains { code.hasPrefix($0) }, "\(code): \(error.message)")
            return .failure(NamedError(code: code))
        } catch {
            found("an error without a name: \(error)")
        }
    }
}
