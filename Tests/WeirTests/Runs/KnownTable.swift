import WeirTestKit

/// A random table that is written as CSV with all that is allowed, and of which it is known what must come out: the
/// oracle for whole runs.
struct KnownTable {
    /// The file.
    private(set) var text = "id,count,label,note\r\n"
    /// The rows that must be in the database, in order.
    private(set) var accepted: [[String?]] = []
    /// The rejected records, as they are in the file.
    private(set) var rejected = ""
    /// What the issues file must say, as `IssueLine.brief`.
    private(set) var issues: [String] = []

    static let fields = [
        "name: id, type: integer, constraints: { required: true }",
        "name: count, type: integer, constraints: { minimum: 0, maximum: 99 }",
        "name: label, type: string, constraints: { enum: [red, \"green, dark\", 'b\"lue'] }",
        "name: note, type: string",
    ]

    init(rows: Int, seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        rejected = text
        for number in 1...rows {
            let count = Int.random(in: -5...104, using: &random)
            let label = ["red", "green, dark", "b\"lue", "pink"][Int.random(in: 0..<4, using: &random)]
            let letters = ["a", "ü", "茶", ",", "\"", "\n", "\r\n", "\r", " ", "😀"]
            let note = (0..<Int.random(in: 0...6, using: &random))
                .map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] }.joined()
            let isWord = Int.random(in: 0..<8, using: &random) == 0
            let cells = ["\(number)", isWord ? "many" : "\(count)", label, note]
            let end = ["\n", "\r\n", "\r"][Int.random(in: 0..<3, using: &random)]
            let record = cells.map { Self.written($0, &random) }.joined(separator: ",") + end

            var faults: [String] = []
            if isWord { faults.append("type-error count") }
            if !isWord, count < 0 { faults.append("constraint-error count minimum") }
            if !isWord, count > 99 { faults.append("constraint-error count maximum") }
            if label == "pink" { faults.append("constraint-error label enum") }
            text += record
            if faults.isEmpty {
                accepted.append(cells.map { $0.isEmpty ? nil : $0 })
            } else {
                rejected += record
                issues += faults.map { "\(number) \($0)" }
            }
        }
    }

    private static func written(_ cell: String, _ random: inout SeededGenerator) -> String {
        let mustQuote = cell.unicodeScalars.contains { [",", "\"", "\n", "\r"].contains($0) }
        guard mustQuote || Bool.random(using: &random) else { return cell }
        var quoted = "\""
        for scalar in cell.unicodeScalars { quoted += scalar == "\"" ? "\"\"" : String(scalar) }
        return quoted + "\""
    }
}
