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
        func converting(_ converter: some TextConverter) -> any TextDecoder {
            ConvertingDecoder(converter, pool: pool, outputBytes: outputBytes)
        }
        return switch self {
        case .utf8: UTF8Decoder(pool: pool, usesVectors: usesVectors)
        case .utf16, .utf16LittleEndian: converting(UTF16Converter(.littleEndian))
        case .utf16BigEndian: converting(UTF16Converter(.bigEndian))
        case .utf32, .utf32LittleEndian: converting(UTF32Converter(.littleEndian))
        case .utf32BigEndian: converting(UTF32Converter(.bigEndian))
        case .latin1: converting(SingleByteConverter(.latin1))
        case .windows1252: converting(SingleByteConverter(.windows1252))
        }
    }
}
