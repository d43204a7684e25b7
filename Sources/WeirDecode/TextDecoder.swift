import WeirModel

/// The port of the decode stage for text encodings: the bytes of one source become UTF-8.
///
/// It follows the rules of a `Transducer`: after a `push`, `next()` is called until it returns `nil`.
protocol TextDecoder {
    /// Takes a chunk.
    mutating func push(_ chunk: ByteChunk)

    /// Returns a chunk of UTF-8, or `nil` when the decoder needs more input.
    mutating func next() -> ByteChunk?
}

extension TextEncoding {
    /// Makes a decoder for one source.
    ///
    /// - Parameters:
    ///   - outputBytes: the most bytes in a chunk that is not passed through as it came.
    ///   - usesVectors: whether the processor's vectors may be used; the result is the same.
    func decoder(pool: BufferPool, outputBytes: Int, usesVectors: Bool) -> any TextDecoder {
        switch self {
        case .utf8: UTF8Decoder(pool: pool, usesVectors: usesVectors)
        case .utf16, .utf16LittleEndian:
            UTF16Decoder(byteOrder: .littleEndian, pool: pool, outputBytes: outputBytes)
        case .utf16BigEndian: UTF16Decoder(byteOrder: .bigEndian, pool: pool, outputBytes: outputBytes)
        case .utf32, .utf32LittleEndian:
            UTF32Decoder(byteOrder: .littleEndian, pool: pool, outputBytes: outputBytes)
        case .utf32BigEndian: UTF32Decoder(byteOrder: .bigEndian, pool: pool, outputBytes: outputBytes)
        case .latin1: SingleByteDecoder(table: .latin1, pool: pool, outputBytes: outputBytes)
        case .windows1252: SingleByteDecoder(table: .windows1252, pool: pool, outputBytes: outputBytes)
        }
    }
}
