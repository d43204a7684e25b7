import WeirModel

/// Writes rejected records as they were in their source, behind the source's own header, so that the file can be
/// corrected and loaded again.
///
/// A file is made when there is a first record for it. Records of a source that begins differently (another header)
/// go to a file of their own: `x.rejects.csv`, `x.rejects-2.csv` and so on. What earlier runs left under these names is
/// removed at the start. Without a path nothing is written.
struct RejectsWriter: ~Copyable {
    /// A file that holds the rejects of all sources with one prologue.
    private struct Target {
        var path: String
        var prologue: [UInt8]
        var length = 0
        var endsLine = true
        var epilogue = Bytes()
    }

    private let path: String?
    private let limit: Int
    private let calls: any FileCalls
    private var targets: [Target] = []
    private var current: Int?
    private var file: OutputFile?
    /// The records written.
    private(set) var count = 0
    /// The records left out because of the limit.
    private(set) var omitted = 0

    init(path: String?, limit: Int?, protecting inputs: borrowing InputProtection, calls: any FileCalls) throws {
        self.path = path
        self.limit = limit ?? .max
        self.calls = calls
        guard let path else { return }
        var number = 1
        while true {
            let stale = RejectsFile.path(path, number: number)
            try inputs.check(stale)
            do {
                guard try calls.remove(stale) else { break }
            } catch {
                throw WeirError(error, "cannot remove the earlier", stale)
            }
            number += 1
        }
    }

    /// The files that were made, in order.
    var paths: [String] { targets.map(\.path) }

    /// The length of all files together, in bytes.
    var length: Int { targets.reduce(0) { $0 + $1.length } }

    /// Appends the rejected records of a batch.
    ///
    /// - Parameter rows: how many rows of the batch to look at.
    mutating func append(_ batch: CheckedBatch, rows: Int) throws {
        guard let path else { return }
        let records = batch.records
        if batch.acceptedCount < batch.rows {
            for row in 0..<rows where batch.accepted[row] == 0 {
                guard count < limit else {
                    omitted += 1
                    continue
                }
                try select(records.header, path)
                try write(records.record(ofRow: row), startsLine: true)
                count += 1
            }
        }
        if !records.epilogue.isEmpty, let index = index(of: records.header) {
            targets[index].epilogue = records.epilogue
        }
    }

    /// Waits until everything appended is stored.
    mutating func sync() throws { try file?.sync() }

    /// Writes what is buffered; for a run that ends early.
    mutating func flush() throws { try file?.flush() }

    /// Ends each file like its source and stores it.
    mutating func finish() throws {
        for index in targets.indices where !targets[index].epilogue.isEmpty {
            try open(index)
            try write(targets[index].epilogue, startsLine: true)
        }
        try closeCurrent()
    }

    private func index(of header: TableHeader) -> Int? {
        if let current, targets[current].prologue == header.prologue { return current }
        return targets.firstIndex { $0.prologue == header.prologue }
    }

    private mutating func select(_ header: TableHeader, _ path: String) throws {
        if let index = index(of: header) { return try open(index) }
        let path = RejectsFile.path(path, number: targets.count + 1)
        targets.append(Target(path: path, prologue: header.prologue))
        try open(targets.count - 1)
        try write(Bytes(copying: header.prologue), startsLine: false)
    }

    private mutating func open(_ index: Int) throws {
        guard current != index else { return }
        try closeCurrent()
        file = try OutputFile(path: targets[index].path, appending: true, calls: calls)
        current = index
    }

    private mutating func closeCurrent() throws {
        try file?.sync()
        try file?.close()
        file = nil
        current = nil
    }

    private mutating func write(_ bytes: Bytes, startsLine: Bool) throws {
        guard let current, !bytes.isEmpty else { return }
        if startsLine, !targets[current].endsLine {
            try file?.append([UInt8(ascii: "\n")])
            targets[current].length += 1
        }
        try bytes.withUnsafeBufferPointer { try file?.append($0) }
        let last = bytes[bytes.count - 1]
        targets[current].length += bytes.count
        targets[current].endsLine = last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r")
    }
}
