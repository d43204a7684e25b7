internal import Foundation

/// Brings the issues file of a run into the store, as it grows.
///
/// It reads whole lines only, a part at a time, and begins anew with each attempt of the job: a resumed run has cut the file
/// to what is stored.
actor IssueImport {
    private let path: String
    private let job: String
    private let lease: String
    private let fileName: String
    private let limit: Int
    private var offset: UInt64 = 0
    /// How many there are so far.
    private(set) var count = 0
    /// Whether there are more issues than are kept.
    private(set) var isPartial = false

    /// Begins with the first issue.
    ///
    /// - Parameters:
    ///   - path: the file; it may not be there yet.
    ///   - limit: how many issues are kept.
    init(_ path: String, job: JobRecord, lease: String, limit: Int) {
        self.path = path
        self.job = job.id
        self.lease = lease
        fileName = job.fileName
        self.limit = limit
    }

    private static let partBytes = 1 << 20

    /// Takes what has come.
    func advance(into store: JobStore) async throws {
        while !isPartial {
            let lines = readLines()
            guard !lines.isEmpty else { return }
            var issues: [StoredIssue] = []
            for line in lines {
                guard count < limit else {
                    isPartial = true
                    break
                }
                count += 1
                if let issue = issue(line) { issues.append(issue) }
            }
            try await store.add(issues, to: job, lease: lease)
        }
    }

    private func readLines() -> [Data] {
        guard let file = FileHandle(forReadingAtPath: path) else { return [] }
        defer { try? file.close() }
        guard (try? file.seek(toOffset: offset)) != nil, let part = try? file.read(upToCount: Self.partBytes),
            let end = part.lastIndex(of: 0x0A)
        else { return [] }
        let whole = part[part.startIndex...end]
        offset += UInt64(whole.count)
        return whole.split(separator: 0x0A).map { Data($0) }
    }

    /// The issue of a line, under the name by which the file was handed in.
    private func issue(_ line: Data) -> StoredIssue? {
        var object = JSONObject(text: String(decoding: line, as: UTF8.self))
        guard let code = object.members["issue_type"]?.text, let severity = object.members["severity"]?.text else {
            return nil
        }
        object.members["source"] = .text(fileName)
        if object.members["previous_source"] != nil { object.members["previous_source"] = .text(fileName) }
        return StoredIssue(
            number: count, code: code, severity: severity, field: object.members["field_name"]?.text,
            record: StoredJSON.text(of: object))
    }
}
