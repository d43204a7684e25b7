/// Bytes of an input that lie together.
struct SamplePart: Sendable {
    /// Where they start: behind decompression, before any change of the encoding.
    var offset: Int
    /// The bytes.
    var bytes: [UInt8]
    /// Whether the input ends with them.
    var endsInput = false

    /// Where they end.
    var end: Int { offset + bytes.count }
}
