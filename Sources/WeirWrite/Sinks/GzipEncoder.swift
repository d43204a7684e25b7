import WeirModel

/// Packs what another encoder makes of a batch as a gzip member of its own.
///
/// Members one after another are a gzip file, so all cores pack at once and the writer only appends.
struct GzipEncoder: BatchEncoder {
    private let encoder: any BatchEncoder
    private let pool: BufferPool

    init(_ encoder: any BatchEncoder, pool: BufferPool) {
        self.encoder = encoder
        self.pool = pool
    }

    /// Whether a file of that name is packed.
    static func packs(_ path: String) -> Bool { path.lowercased().hasSuffix(".gz") }

    func encode(_ batch: CheckedBatch) throws -> EncodedBatch.Payload {
        let payload = try encoder.encode(batch)
        guard case .bytes(let bytes) = payload, !bytes.isEmpty else { return payload }
        return .bytes(try GzipMember.packed(bytes, pool: pool))
    }
}
