/// Why a line of JSON Lines is no JSON object, in a sentence that tells nothing of its values.
enum JSONLineMessage {
    /// The sentence.
    static func text(_ line: [UInt8]) -> String {
        var tape = JSONTape()
        if let fault = line.withUnsafeBufferPointer({ tape.read($0) }) {
            return "the line is not JSON: \(fault.message), at byte \(fault.place + 1) of it"
        }
        switch tape.nodes.first?.kind {
        case .object: return "a \\u escape in the line is half of a pair of surrogates, which is no character"
        case .array: return "the line is an array; each line must be a JSON object"
        case .string: return "the line is a text; each line must be a JSON object"
        case .number: return "the line is a number; each line must be a JSON object"
        default: return "the line is one word; each line must be a JSON object"
        }
    }
}
