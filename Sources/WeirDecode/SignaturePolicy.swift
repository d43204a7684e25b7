import WeirModel

/// Decides from the settings and the first bytes of a source how it is to be read.
struct SignaturePolicy {
    private let compression: Compression
    /// The encoding that the settings name; `nil` where it is found out.
    private let declared: SourceEncoding?

    init(_ settings: DecodeSettings) throws(WeirError) {
        compression = settings.compression
        if settings.isAutomatic {
            declared = nil
        } else if let encoding = SourceEncoding(name: settings.encoding) {
            declared = encoding
        } else {
            throw WeirError(
                .decodeUnsupportedEncoding,
                "\"\(settings.encoding)\" is not an encoding that can be read.",
                hint: TextEncoding.suggestion(for: settings.encoding).map { "Did you mean \"\($0)\"?" }
            )
        }
    }

    /// Whether the stored bytes have to be inflated.
    func isGzip(_ head: [UInt8], of name: String) throws(WeirError) -> Bool {
        let format = StoredFormat(startOf: head)
        switch compression {
        case .none: return false
        case .auto:
            if let format, format != .gzip { throw unsupported(format, at: "The file is", name) }
            return format == .gzip
        case .gzip:
            // An empty input is fine: it has no rows.
            guard format != .gzip, !head.isEmpty else { return !head.isEmpty }
            throw WeirError(
                .decodeNotGzip,
                format.map { "The file is not gzip data but \($0.rawValue)." } ?? "The file is not gzip data.",
                hint: "With decode.compression: auto, files are inflated only where their first bytes say so.",
                position: WeirError.Position(file: name, byteOffset: 0)
            )
        }
    }

    /// Refuses inflated bytes that are packed once more.
    func checkInflated(_ head: [UInt8], of name: String) throws(WeirError) {
        guard let format = StoredFormat(startOf: head) else { return }
        throw unsupported(format, at: "Inside the gzip data is", name)
    }

    /// The encoding of a text, and how many bytes its byte order mark takes.
    func encoding(of head: [UInt8], of name: String) throws(WeirError) -> (SourceEncoding, markBytes: Int) {
        if head.starts(with: Self.markOfGB18030), let encoding = markedGB18030 {
            return (encoding, Self.markOfGB18030.count)
        }
        guard let mark = ByteOrderMark(startOf: head) else {
            return (declared ?? .own(UnmarkedText.encoding(of: Array(head.prefix(UnmarkedText.byteCount))) ?? .utf8), 0)
        }
        let marked = mark.encoding
        guard let declared else { return (.own(marked), mark.byteCount) }
        switch declared {
        case .own(marked): return (declared, mark.byteCount)
        case .own(.utf16) where marked == .utf16LittleEndian || marked == .utf16BigEndian,
            .own(.utf32) where marked == .utf32LittleEndian || marked == .utf32BigEndian:
            return (.own(marked), mark.byteCount)
        default:
            throw WeirError(
                .decodeEncodingMismatch,
                "The settings say \(declared.name), but the text starts with the byte order mark of \(mark.rawValue).",
                hint: "Set decode.encoding: auto, or name the encoding that the text has.",
                position: WeirError.Position(file: name, byteOffset: 0)
            )
        }
    }

    /// The byte order mark as GB18030 writes it; in any other encoding these are characters like others.
    private static let markOfGB18030: [UInt8] = [0x84, 0x31, 0x95, 0x33]

    /// GB18030, if it is declared or nothing is and the platform knows it.
    private var markedGB18030: SourceEncoding? {
        guard let declared else { return SourceEncoding(name: "gb18030") }
        return declared.name == "gb18030" ? declared : nil
    }

    /// Refuses a text that nothing but its bytes tells the encoding of, if its start shows that it cannot be UTF-8.
    func checkUTF8(_ text: Bytes, of name: String) throws(WeirError) {
        guard declared == nil else { return }
        let evidence = text.withUnsafeBufferPointer { UTF8Evidence(UnsafeRawBufferPointer($0)) }
        guard let refusal = evidence.refusal else { return }
        throw WeirError(
            .decodeNotUTF8, refusal.message, hint: refusal.hint,
            position: WeirError.Position(file: name, byteOffset: evidence.firstFault?.offset))
    }

    private func unsupported(_ format: StoredFormat, at place: String, _ name: String) -> WeirError {
        WeirError(
            .decodeUnsupportedFormat,
            "\(place) \(format.rawValue), \(format.reason).",
            hint: format.hint,
            position: WeirError.Position(file: name, byteOffset: 0)
        )
    }
}
