public import WeirFlow

/// A checked batch with its accepted rows in the form that the sink appends: what the fan-out hands to write.
public struct EncodedBatch: Sendable, Weighted {
    /// The accepted rows for the writer.
    public enum Payload: Sendable {
        /// Finished bytes.
        case bytes(Bytes)
        /// Nothing was encoded ahead: the writer takes the columns of the checked batch.
        case columns
    }

    /// The accepted rows for the writer.
    public var payload: Payload
    /// The batch that they came from; it still has the raw bytes of rejected records.
    public var checked: CheckedBatch

    /// Makes a batch.
    public init(payload: Payload, checked: CheckedBatch) {
        self.payload = payload
        self.checked = checked
    }

    /// The memory of the payload and of the checked batch.
    public var weight: Int {
        switch payload {
        case .bytes(let bytes): bytes.count + checked.weight
        case .columns: checked.weight
        }
    }
    /// The number of records.
    public var rows: Int { checked.rows }
}
