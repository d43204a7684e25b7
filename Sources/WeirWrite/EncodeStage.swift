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
    private let start: RunStart?

    /// Makes the stage.
    ///
    /// - Parameter start: where the run begins: what is stored already needs no encoding.
    public init(_ encoder: any BatchEncoder, start: RunStart? = nil) {
        self.encoder = encoder
        self.start = start
    }

    /// Encodes a batch that was left out, or from which rows were taken.
    func again(_ batch: CheckedBatch) throws -> EncodedBatch {
        // What cannot be encoded has been taken out already, or the batch has no such rows.
        var refusals: [RowRefusal] = []
        return EncodedBatch(payload: try encoder.encode(batch, refusals: &refusals), checked: batch)
    }

    /// Encodes one batch.
    public func callAsFunction(_ input: consuming CheckedBatch) throws -> EncodedBatch {
        // Which rows the target has refused shows in encoding them, also when the others are stored.
        let isStored = !encoder.mayRefuse && start?.hasStored(input) ?? false
        guard !isStored else { return EncodedBatch(payload: .columns, checked: input) }
        var refusals: [RowRefusal] = []
        let payload = try encoder.encode(input, refusals: &refusals)
        guard !refusals.isEmpty else { return EncodedBatch(payload: payload, checked: input) }
        var checked = input
        checked.refuse(refusals)
        return EncodedBatch(payload: payload, checked: checked)
    }
}
