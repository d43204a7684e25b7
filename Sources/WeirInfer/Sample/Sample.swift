import WeirDecode

/// What was looked at of an input, as stored but decompressed; UTF-16 with its mark is UTF-8 already.
struct Sample: Sendable {
    /// The parts in order; the first one is the start of the input.
    var parts: [SamplePart]
    /// How the input is stored.
    var form: StoredForm
    /// How long the input is, where the sample was taken from; `nil` if nobody knows.
    var totalBytes: Int?

    /// How many bytes it has.
    var byteCount: Int { parts.reduce(0) { $0 + $1.bytes.count } }
    /// Whether it is the whole input.
    var isComplete: Bool { parts.count == 1 && parts[0].endsInput }
}
