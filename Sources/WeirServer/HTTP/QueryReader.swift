internal import Hummingbird

/// Reads what a request asks for behind the question mark, and refuses what cannot be meant.
struct QueryReader {
    private let parameters: Parameters

    /// Reads the query of a request.
    ///
    /// - Parameter known: the names that mean something here.
    /// - Throws: `server.badRequest` for any other.
    init(_ request: Request, known: Set<String>) throws(ServiceProblem) {
        parameters = request.uri.queryParameters
        for (name, _) in parameters where !known.contains(String(name)) {
            throw .badRequest(
                "There is no parameter \(String(name).prefix(50).debugDescription).",
                hint: "Known here: \(known.sorted().joined(separator: ", "))")
        }
    }

    /// A text.
    func text(_ name: String, most: Int = 1000) throws(ServiceProblem) -> String? {
        guard let value = parameters[Substring(name)].map({ String($0) }) else { return nil }
        guard value.utf8.count <= most, !value.isEmpty, !value.utf8.contains(0) else {
            throw .badRequest("\(name) must have 1 to \(most) bytes.")
        }
        return value
    }

    /// A number between 1 and `most`.
    func count(_ name: String, usual: Int, most: Int) throws(ServiceProblem) -> Int {
        guard let value = parameters[Substring(name)] else { return usual }
        guard let number = Int(value), (1...most).contains(number), value.first != "+" else {
            throw .badRequest("\(name) must be a number from 1 to \(most).")
        }
        return number
    }

    /// One of some words.
    func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, of type: Choice.Type) throws(ServiceProblem)
        -> Choice? where Choice.RawValue == String
    {
        guard let value = parameters[Substring(name)] else { return nil }
        guard let choice = Choice(rawValue: String(value)) else {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badRequest("\(name) must be one of: \(words).")
        }
        return choice
    }
}
