public import WeirFlow
public import WeirModel

/// Brings the accepted rows of a batch into the form that the sink appends, in parallel.
///
/// - Emits: one encoded batch for each checked batch.
/// - Holds: nothing.
/// - Completes: with its input.
/// - Fails: as the sink's encoder does; those of this module do not.
public struct EncodeStage: Transform {
    private let encoder: any BatchEncoder

    /// Makes the stage.
    public init(_ encoder: any BatchEncoder) {
        self.encoder = encoder
    }

    /// Encodes one batch.
    public func callAsFunction(_ input: consuming CheckedBatch) throws -> EncodedBatch {
        let payload = try encoder.encode(input)
        return EncodedBatch(payload: payload, checked: input)
    }
}
