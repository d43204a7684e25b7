import WeirModel

/// An encoding with what reads it: a decoder of our own, or the platform.
enum SourceEncoding: Sendable {
    case own(TextEncoding)
    case platform(PlatformEncoding)

    /// The encoding of that name, if anybody knows it.
    init?(name: String) {
        if let encoding = TextEncoding(name: name) {
            self = .own(encoding)
        } else if let encoding = PlatformEncoding(name: name) {
            self = .platform(encoding)
        } else {
            return nil
        }
    }

    /// What it is called.
    var name: String {
        switch self {
        case .own(let encoding): encoding.rawValue
        case .platform(let encoding): encoding.name
        }
    }

    /// Makes a decoder for one source; `nil` if the platform has no memory for it.
    func decoder(pool: BufferPool, outputBytes: Int, usesVectors: Bool) -> (any TextDecoder)? {
        switch self {
        case .own(let encoding):
            return encoding.decoder(pool: pool, outputBytes: outputBytes, usesVectors: usesVectors)
        case .platform(let encoding):
            if let table = encoding.table {
                return ConvertingDecoder(SingleByteConverter(table), pool: pool, outputBytes: outputBytes)
            }
            return PlatformConverter(from: encoding.name).map {
                ConvertingDecoder(PlatformTextConverter($0), pool: pool, outputBytes: outputBytes)
            }
        }
    }
}
