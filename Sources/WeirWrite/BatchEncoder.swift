public import WeirModel

/// The half of a sink that runs in parallel: it brings the accepted rows of a batch into the form that is appended.
public protocol BatchEncoder: Sendable {
    /// Encodes the accepted rows of one batch; it must depend on nothing else.
    func encode(_ batch: CheckedBatch) throws -> EncodedBatch.Payload
}

/// The encoder of a sink that takes the columns as they are.
public struct ColumnsEncoder: BatchEncoder {
    /// Makes the encoder.
    public init() {}

    /// Encodes nothing ahead.
    public func encode(_ batch: CheckedBatch) -> EncodedBatch.Payload { .columns }
}
