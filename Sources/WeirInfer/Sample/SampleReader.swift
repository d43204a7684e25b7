import WeirDecode
import WeirModel
import WeirRead

/// Takes a sample of an input: its start, its end and parts between them.
///
/// Of a plain file only the parts are read. Whatever cannot be jumped about in (gzip, UTF-16, standard input) is read
/// from its start, at most `streamFactor` times as much as is kept.
struct SampleReader {
    /// How many parts of a plain file are read behind its start.
    static let furtherParts = 32
    /// How many times the size of the sample is read of a stream.
    static let streamFactor = 64

    let source: ResolvedSource
    let limit: Int

    /// Reads the sample.
    ///
    /// - Throws: `read.*`, `decode.*`.
    func read() throws -> Sample {
        let pool = BufferPool()
        var file = FileSource([source], pool: pool)
        var decoder = try DecodeStage(DecodeSettings(), sources: [source.info], pool: pool, refusesOthers: false)
        var spread = BlockSpread(limit: limit)
        var isEnd = false
        while !isEnd, let chunk = try file.next() {
            try decoder.push(chunk)
            while let text = try decoder.next() {
                text.bytes.withUnsafeBufferPointer { spread.add($0) }
                isEnd = isEnd || text.endsSource
            }
            if let parts = try partsOfFile(decoder.form) { return parts }
            if spread.total >= limit.multipliedReportingOverflow(by: Self.streamFactor).partialValue { break }
        }
        let form = decoder.form ?? StoredForm.plain
        let total = isEnd ? spread.total : nil
        return Sample(parts: spread.parts(isEnd: isEnd), form: form, totalBytes: total)
    }

    /// Reads parts of a large plain file; `nil` if it is none.
    private func partsOfFile(_ form: StoredForm?) throws -> Sample? {
        guard let form, form.compression == .none, form.encoding == StoredForm.plain.encoding,
            source.range == nil, let size = source.info.byteCount, size > limit
        else { return nil }
        let headBytes = max(limit / 4, 1)
        let partBytes = max((limit - headBytes) / Self.furtherParts, 1)
        var ranges = [0..<headBytes]
        let span = size - headBytes - partBytes
        for index in 0..<Self.furtherParts where span > 0 {
            let start = headBytes + Int(Double(span) * Double(index + 1) / Double(Self.furtherParts))
            if let last = ranges.last, start <= last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<min(start + partBytes, size)
            } else {
                ranges.append(start..<min(start + partBytes, size))
            }
        }
        guard let read = try source.parts(ranges) else { return nil }
        let parts = zip(ranges, read).map { range, bytes in
            SamplePart(offset: range.lowerBound, bytes: bytes, endsInput: range.lowerBound + bytes.count >= size)
        }
        return Sample(parts: parts, form: form, totalBytes: size)
    }
}

extension StoredForm {
    /// UTF-8 as it is.
    static let plain = StoredForm(compression: .none, encoding: "utf-8", hasByteOrderMark: false)
}
