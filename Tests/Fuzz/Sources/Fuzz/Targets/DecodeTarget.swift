import WeirModel

@testable import WeirDecode

/// Stored bytes of any compression and encoding: what comes out does not depend on how they are cut, and what is no
/// UTF-8 is told with its place.
enum DecodeTarget: FuzzTarget {
    private struct Text: Equatable {
        var bytes: [UInt8] = []
        var faults: [EncodingFault] = []
    }

    private static let encodings = [
        "auto", "utf-8", "utf-16", "utf-16le", "utf-16be", "utf-32", "utf-32be", "windows-1252", "iso-8859-15",
        "shift_jis",
    ]

    static func attempt(_ input: FuzzInput) {
        var input = input
        var settings = DecodeSettings()
        settings.compression = input.choice(of: [.auto, .none, .gzip])
        settings.encoding = input.choice(of: encodings)
        settings.onInvalid = input.choice(of: [.reject, .replace])
        let chunk = input.choice(of: [1, 2, 3, 7, 31, 64, 65, 1000])
        let output = input.choice(of: [4096, 33, 100, 1 << 16])
        let stored = input.rest()

        // Whether a text is UTF-8 at all is told by its start, which must have room in an output.
        let refusesOthers = output >= UTF8Evidence.headBytes
        let whole = decode(stored, settings, refusesOthers, chunk: .max, output: 1 << 16)
        let cut = decode(stored, settings, refusesOthers, chunk: chunk, output: output)
        expectSame(cut, whole, "chunks of \(chunk), outputs of \(output)")
        guard case .success(let text) = whole else { return }
        let isValid = String(validating: text.bytes, as: UTF8.self) != nil
        if settings.onInvalid == .replace { expect(isValid && text.faults.isEmpty, "\(text)") }
        // Bytes that are no UTF-8 stay as they are; what another encoding does not have becomes U+FFFD.
        let isMarked = !isValid || text.bytes.contains(Array("\u{FFFD}".utf8))
        expect(isValid || !text.faults.isEmpty, "not valid, and without a fault: \(text)")
        expect(text.faults.isEmpty || isMarked, "valid, and with a fault: \(text)")
        if settings.compression == .none, settings.encoding == "utf-8", settings.onInvalid == .reject {
            expect(stored.suffix(text.bytes.count).elementsEqual(text.bytes), "UTF-8 is changed")
        }
    }

    private static func decode(
        _ stored: [UInt8], _ settings: DecodeSettings, _ refusesOthers: Bool, chunk: Int, output: Int
    ) -> Result<Text, NamedError> {
        NamedError.catching("decode.") {
            let pool = BufferPool()
            var stage = try DecodeStage(
                settings, sources: [SourceInfo(name: "input", byteCount: nil)], pool: pool,
                inflation: .bytes(1 << 20), outputBytes: output,
                refusesOthers: refusesOthers)
            var text = Text()
            func take() throws {
                while let chunk = try stage.next() {
                    text.bytes += chunk.bytes.array
                    text.faults += chunk.faults
                }
            }
            var start = 0
            repeat {
                let end = start + min(chunk, stored.count - start)
                try stage.push(
                    ByteChunk(
                        bytes: Bytes(copying: stored[start..<end], pool: pool), source: 0, offset: start,
                        endsSource: end == stored.count))
                try take()
                start = end
            } while start < stored.count
            try stage.finish()
            try take()
            return text
        }
    }
}
