import WeirDecode
import WeirModel

/// How the text of a sample is encoded.
///
/// A byte order mark decides. Without one, NUL characters in every second byte are UTF-16; text that is valid UTF-8 is
/// UTF-8, since other encodings with accents hardly ever are; everything else is windows-1252.
struct EncodingGuess {
    /// The name of the encoding.
    let encoding: String
    /// Why, for a comment.
    let evidence: String
    /// The text.
    let parts: [TextPart]

    /// Finds out, and converts the sample.
    ///
    /// - Throws: `infer.empty`, `infer.noTable`.
    init(_ sample: Sample, name: String) throws {
        let pool = BufferPool()
        let form = sample.form
        guard sample.byteCount > 0 else {
            throw WeirError(
                .inferEmpty, "there is nothing in the input", position: WeirError.Position(file: name))
        }
        func converted(_ encoding: String) throws -> [TextPart] {
            try sample.parts.map { try TextPart($0, encoding: encoding, pool: pool) }.filter { !$0.bytes.isEmpty }
        }
        if form.hasByteOrderMark {
            encoding = form.encoding
            evidence = "a byte order mark says so"
            // What has another encoding than UTF-8 was converted on its way into the sample.
            parts = try converted("utf-8")
        } else if form.encoding != StoredForm.plain.encoding {
            encoding = form.encoding
            evidence = "without a byte order mark, but with zeros where it has them"
            parts = try converted("utf-8")
        } else if let wide = Self.wideEncoding(sample.parts) {
            encoding = wide
            evidence = "without a byte order mark, but every second byte is 0"
            parts = try converted(wide)
        } else {
            let plain = try converted("utf-8")
            let faulty = plain.reduce(0) { $0 + $1.faults.count }
            let accented = plain.reduce(0) { $0 + Self.multibyteCount($1.bytes) }
            if faulty > accented {
                encoding = "windows-1252"
                evidence =
                    "not valid UTF-8 (\(Counted.of(faulty, "line")) with such bytes); that it is this one is a guess"
                parts = try converted(encoding)
            } else {
                encoding = "utf-8"
                parts = plain
                evidence =
                    faulty > 0
                    ? "but \(Counted.of(faulty, "line")) with bytes that are not valid; a run rejects their rows"
                    : accented > 0 ? "no byte order mark, and all of it is valid" : "plain ASCII, which is part of it"
            }
        }
        try Self.expectText(parts, name: name)
    }

    private static func wideEncoding(_ parts: [SamplePart]) -> String? {
        guard let head = parts.first?.bytes.prefix(64 << 10), head.count >= 4 else { return nil }
        var zeros = [0, 0]
        for (index, byte) in head.enumerated() where byte == 0 { zeros[index & 1] += 1 }
        let half = head.count / 2
        if zeros[1] * 10 > half * 4, zeros[0] * 20 < half { return "utf-16le" }
        if zeros[0] * 10 > half * 4, zeros[1] * 20 < half { return "utf-16be" }
        return nil
    }

    /// How many characters beyond ASCII are well-formed UTF-8.
    private static func multibyteCount(_ bytes: [UInt8]) -> Int {
        var count = 0
        for index in bytes.indices.dropLast()
        where bytes[index] >= 0xC2 && bytes[index] < 0xF5 && bytes[index + 1] & 0xC0 == 0x80 { count += 1 }
        return count
    }

    /// Refuses what is no text: more than a few control characters.
    private static func expectText(_ parts: [TextPart], name: String) throws {
        var (controls, total) = (0, 0)
        for part in parts {
            total += part.bytes.count
            for byte in part.bytes where byte < 0x20 || byte == 0x7F {
                // Line ends, tabs, and the separators that some programs write on purpose.
                if ![0x01, 0x09, 0x0A, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x1F].contains(byte) { controls += 1 }
            }
        }
        guard total > 0, parts.first?.startsInput == true else {
            throw WeirError(
                .inferNoTable, "the first line does not end within the sample",
                hint: "take a larger sample by --sample",
                position: WeirError.Position(file: name))
        }
        guard controls * 50 <= total else {
            throw WeirError(
                .inferNoTable, "this is not text: \(Counted.of(controls, "control character")) in \(total) bytes",
                position: WeirError.Position(file: name))
        }
    }
}
