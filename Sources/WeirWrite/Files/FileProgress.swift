import WeirModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// How far a run into a file has come: a small file beside the unfinished one, `<path>.progress`.
///
/// It is stored whole, and after the bytes that it speaks of.
struct FileProgress {
    /// The run.
    var record: RunRecord
    /// How much of the unfinished file counts, in bytes.
    var length: Int

    private static var texts: [(name: String, path: WritableKeyPath<RunRecord, String>)] {
        [
            ("run", \.run.id), ("pipeline", \.run.pipeline), ("settings", \.signature.settings), ("source", \.source),
        ]
    }

    private static var numbers: [(name: String, path: WritableKeyPath<RunRecord, Int>)] {
        [
            ("batch_bytes", \.batchBytes), ("attempt", \.attempt), ("commits", \.commits), ("batches", \.batches),
            ("source_index", \.sourceIndex), ("records", \.records), ("byte_offset", \.byteOffset),
            ("rows_read", \.counts.read), ("rows_accepted", \.counts.accepted), ("rows_rejected", \.counts.rejected),
            ("rows_skipped", \.counts.skipped), ("rejects_bytes", \.rejectsLength), ("issues_bytes", \.issuesLength),
        ]
    }

    static func path(of target: String) -> String { target + ".progress" }

    /// Stores it.
    func store(beside target: String, calls: any FileCalls) throws {
        var lines = Self.texts.map { "\($0.name)=\(Self.line(record[keyPath: $0.path]))" }
        lines += Self.numbers.map { "\($0.name)=\(record[keyPath: $0.path])" }
        lines.append("state=\(record.state.rawValue)")
        lines.append("started_at=\(ISOText.timestamp(record.run.startedAt))")
        lines.append("updated_at=\(ISOText.timestamp(record.updatedAt))")
        if let input = record.signature.input { lines.append("input=\(input)") }
        if let replays = record.replays { lines.append("replays=\(Self.line(replays))") }
        lines.append("length=\(length)\n")
        var file = try PublishedFile(path: Self.path(of: target), calls: calls)
        try Array(lines.joined(separator: "\n").utf8).withUnsafeBufferPointer { try file.append($0) }
        try file.publish()
    }

    /// Reads what is beside a target; `nil` if there is nothing, or the unfinished file has gone.
    static func read(beside target: String) -> FileProgress? {
        var status = stat()
        guard stat(PublishedFile.partial(of: target), &status) == 0 else { return nil }
        var values: [Substring: Substring] = [:]
        let text = SmallFile.text(path(of: target))
        for line in text.split(separator: "\n") {
            guard let mark = line.firstIndex(of: "=") else { continue }
            values[line[..<mark]] = line[line.index(after: mark)...]
        }
        func seconds(_ name: Substring) -> Double {
            values[name].flatMap { ISOText.seconds(ofTimestamp: String($0)) } ?? 0
        }
        guard let length = values["length"].flatMap({ Int($0) }), length <= Int(status.st_size) else { return nil }
        var record = RunRecord(run: RunIdentity(id: "", pipeline: "", startedAt: seconds("started_at")))
        for (name, path) in texts { record[keyPath: path] = values[name[...]].map(String.init) ?? "" }
        for (name, path) in numbers {
            guard let number = values[name[...]].flatMap({ Int($0) }) else { return nil }
            record[keyPath: path] = number
        }
        record.state = values["state"].flatMap { RunState(rawValue: String($0)) } ?? .interrupted
        record.updatedAt = seconds("updated_at")
        record.signature.input = values["input"].map(String.init)
        record.replays = values["replays"].map(String.init)
        return FileProgress(record: record, length: length)
    }

    /// A text without anything that would end its line.
    private static func line(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }
}
