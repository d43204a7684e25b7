internal import WeirModel

/// A sample of the input in memory, as the stages from read to parse see it.
struct BenchSample {
    /// The chunks as they are stored.
    let stored: [ByteChunk]
    /// Their text, cut behind a whole record, and ended there as if the file were no longer.
    let text: [ByteChunk]

    /// Makes a sample of what a survey kept.
    init(_ survey: InputSurvey) {
        stored = survey.stored
        text = survey.isWhole ? survey.text : Self.cut(survey.text, at: survey.end)
    }

    private static func cut(_ chunks: [ByteChunk], at end: (source: Int, offset: Int)) -> [ByteChunk] {
        var kept: [ByteChunk] = []
        for chunk in chunks where chunk.source <= end.source {
            let room = chunk.source < end.source ? Int.max : end.offset - chunk.offset
            guard room > 0 else { break }
            var part = chunk
            if chunk.bytes.count > room {
                part.bytes = chunk.bytes[0..<room]
                part.faults = chunk.faults.filter { $0.offset < end.offset }
            }
            kept.append(part)
        }
        if let last = kept.indices.last { kept[last].endsSource = true }
        return kept
    }
}
