public import WeirModel

/// The half of a sink that runs in parallel: it brings the accepted rows of a batch into the form that is appended.
public protocol BatchEncoder: Sendable {
    /// Encodes the accepted rows of one batch; it must depend on nothing else.
    func encode(_ batch: CheckedBatch) throws -> EncodedBatch.Payload

    /// Whether there may be rows that it cannot encode, because the target has no room for a value of theirs.
    var mayRefuse: Bool { get }

    /// Encodes the accepted rows of one batch but for those that the target cannot take.
    ///
    /// - Parameter refusals: gets these rows, in their order.
    func encode(_ batch: CheckedBatch, refusals: inout [RowRefusal]) throws -> EncodedBatch.Payload
}

extension BatchEncoder {
    /// By default every row can be encoded.
    public var mayRefuse: Bool { false }

    /// By default every row can be encoded.
    public func encode(_ batch: CheckedBatch, refusals: inout [RowRefusal]) throws -> EncodedBatch.Payload {
        try encode(batch)
    }
}

/// The encoder of a sink that takes the columns as they are.
public struct ColumnsEncoder: BatchEncoder {
    /// Makes the encoder.
    public init() {}

    /// Encodes nothing ahead.
    public func encode(_ batch: CheckedBatch) -> EncodedBatch.Payload { .columns }
}
