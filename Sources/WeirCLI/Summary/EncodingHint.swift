internal import Weir
internal import WeirDecode
internal import WeirModel
internal import WeirParse
internal import WeirWrite

/// What the encoding may be, where it was left to be found out and some rows are not UTF-8.
struct EncodingHint {
    /// The encoding that most such files have.
    private static let usual = "windows-1252"

    /// The lines.
    let lines: [String]

    /// The hint for a run; none if the encoding was named, or all bytes were valid.
    init?(_ pipeline: Pipeline, report: RunReport) {
        guard pipeline.spec.decode.encoding.lowercased() == "auto", pipeline.spec.parse.declaredFormat != .xlsx else {
            return nil
        }
        self.init(report.summary.violations.entries.filter { $0.kind.code == .encodingError })
    }

    /// The hint for issues of this kind.
    init?(_ entries: [ViolationTotals.Entry]) {
        let count = entries.reduce(0) { $0 + $1.count }
        guard count > 0 else { return nil }
        let reading = entries.flatMap(\.examples).lazy.compactMap(Self.reading).first
        let example = reading.map { " In \(Self.usual), \"\($0.shown)\" is \"\($0.text)\"." } ?? ""
        lines = [
            "  Not UTF-8: \(Figure.count(count, "row")). Nothing says that the text has another encoding.\(example)",
            "  If it has one, name it by decode.encoding (--encoding); weir infer looks for it.",
        ]
    }

    /// A value with bytes that are shown as `\xE9`, and the same in the usual encoding.
    private static func reading(_ example: String) -> (shown: String, text: String)? {
        let shown = example.hasSuffix("\\n") ? String(example.dropLast(2)) : example
        var bytes: [UInt8] = []
        var rest = Array(shown.utf8)[...]
        var hasBytes = false
        while let byte = rest.first {
            if rest.starts(with: Array("\\x".utf8)), rest.count >= 4,
                let code = UInt8(String(decoding: rest.dropFirst(2).prefix(2), as: UTF8.self), radix: 16), code >= 0x80
            {
                bytes.append(code)
                rest = rest.dropFirst(4)
                hasBytes = true
            } else if byte < 0x80 {
                bytes.append(byte)
                rest = rest.dropFirst()
            } else {
                return nil
            }
        }
        guard hasBytes, let text = decoded(bytes) else { return nil }
        return (shown, PrintableText.visible(text))
    }

    private static func decoded(_ bytes: [UInt8]) -> String? {
        var settings = DecodeSettings()
        settings.compression = .none
        settings.encoding = usual
        let pool = BufferPool()
        guard var stage = try? DecodeStage(settings, sources: [], pool: pool) else { return nil }
        let chunk = ByteChunk(bytes: Bytes(copying: bytes, pool: pool), source: 0, offset: 0, endsSource: true)
        guard (try? stage.push(chunk)) != nil, let text = try? stage.next(), text.faults.isEmpty else { return nil }
        return text.bytes.text
    }
}
