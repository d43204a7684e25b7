/// What was looked at, in a sentence.
enum SampleRemark {
    /// The sentence.
    static func text(_ sample: Sample, _ records: SampleRecords) -> String {
        let count = Counted.of(records.count, "record")
        if records.isComplete { return "the whole input, \(count)" }
        let parts = sample.parts.count
        let size = Counted.size(sample.byteCount)
        guard let total = sample.totalBytes else {
            return "\(size) of an input that was not read to its end, in \(Counted.of(parts, "part")): \(count)"
        }
        return "\(size) of \(Counted.size(total)) in \(Counted.of(parts, "part")) from the start to the end: \(count)"
    }
}
