public import WeirModel

/// Splits JSON Lines into batches of records and finds the members of each object.
///
/// Each line is an object (RFC 8259). Its members become cells by their names, in whatever order they stand: a member
/// that an object does not have is a cell without a value, and so is `null`. The text of a string is resolved later,
/// where rows are checked on all cores; numbers, `true`, `false`, objects and arrays stay as they are written. A line
/// that is no object is a record with an issue and without cells. Lines of nothing but white space are skipped and
/// counted.
///
/// Where nobody has said which members are wanted, those of the first `learnedBytes` of the first input are.
///
/// - Emits: a batch of whole records whenever `batchBytes` are at hand, and a last one (it may be empty) for each
///   source.
/// - Holds: the bytes of one batch and of one record; `learnedBytes` before the first batch where members are learned.
/// - Completes: after the last source's last record; a missing final line end is fine.
/// - Fails: `parse.tooManyColumns`, `parse.noObject`.
public struct JSONLinesParser: ~Copyable, RecordParser {
    /// How much of the first input is looked at for the names of members, in bytes.
    public static var learnedBytes: Int { 1 << 20 }

    /// What one step came to.
    enum Step {
        case batch(RecordBatch)
        case again
        case needsMore
    }

    /// What is known of the source that is being read.
    struct SourceState {
        let source: Int
        /// Data records in earlier batches.
        var records = 0
        /// Whether the rest of a line that is too long is being left out.
        var isInLongLine = false
    }

    let names: MemberNames
    let limits: ParseLimits
    let sources: [SourceInfo]
    let pool: BufferPool
    var input: InputBuffer
    var reader: JSONObjectReader
    var state: SourceState?
    /// What all sources have in common, once it is known.
    var header: TableHeader?
    private var target: Int

    /// Makes a parser.
    ///
    /// - Parameters:
    ///   - names: which members are wanted; by default those of the data.
    ///   - sources: the inputs, for error messages.
    public init(
        names: MemberNames = .ofData,
        limits: ParseLimits = ParseLimits(),
        sources: [SourceInfo] = [],
        pool: BufferPool = BufferPool()
    ) {
        self.names = names
        self.limits = limits
        self.sources = sources
        self.pool = pool
        input = InputBuffer(pool: pool)
        reader = JSONObjectReader(names, pool: pool)
        if names.cellCount > 0 {
            header = TableHeader(labels: [], isPresent: false, prologue: [], line: 0, fieldCount: names.cellCount)
        }
        target = header == nil ? Self.learnedBytes : limits.batchBytes
    }

    /// Takes a chunk of decoded text.
    public mutating func push(_ chunk: consuming ByteChunk) {
        if state == nil {
            state = SourceState(source: chunk.source)
            input.restart(at: chunk.offset)
            target = header == nil ? Self.learnedBytes : limits.batchBytes
        }
        input.push(chunk)
    }

    /// Returns a batch if enough bytes are at hand.
    public mutating func next() throws -> RecordBatch? {
        while let current = state {
            input.fill(to: target)
            if input.count < target && !input.isFinal { return nil }
            let step: Step =
                if header == nil { try learn() } else if current.isInLongLine { skipLongLine() } else {
                    cutBatch(from: target)
                }
            switch step {
            case .batch(let batch):
                target = limits.batchBytes
                if batch.endsSource { state = nil }
                return batch
            case .again:
                target = limits.batchBytes
            case .needsMore:
                target = max(target, input.count) * 2
            }
        }
        return nil
    }

    /// Does nothing: every source ends with a chunk that says so.
    public mutating func finish() {}

    /// Learns the names of members from the bytes at hand.
    private mutating func learn() throws -> Step {
        // Whether the last line has ended must not depend on how the bytes arrived.
        let isEnd = input.isFinal && input.count < target
        let hasLine = input.withBytes { text -> Bool in
            guard let base = text.baseAddress else { return false }
            var lines = LineFinder(base, end: min(text.count, target), isFinal: isEnd)
            var hasLine = false
            while let line = lines.next() {
                hasLine = true
                if line.content.count <= limits.recordBytes { reader.learn(base, line.content) }
            }
            return hasLine
        }
        guard hasLine || isEnd || input.count >= limits.recordBytes + 2 else { return .needsMore }
        if isOpenArray { throw noObject() }
        let labels = reader.labels
        guard labels.count <= limits.columns else { throw tooManyMembers(labels.count) }
        // An input without an object says nothing of those behind it.
        if labels.isEmpty {
            guard isEnd, !isArray else { throw noObject() }
            return cutBatch(from: target)
        }
        header = TableHeader(labels: labels, isPresent: true, prologue: [], line: 1, fieldCount: labels.count)
        return .again
    }

    /// The names of the members of all objects in a text, in the order in which they are met.
    public static func members(in text: [UInt8]) -> [String] {
        var reader = JSONObjectReader(.ofData, pool: BufferPool())
        var buffer = ByteBuffer(capacity: text.count, pool: BufferPool())
        buffer.append(contentsOf: text)
        buffer.withUnsafeBufferPointer { text in
            guard let base = text.baseAddress else { return }
            var lines = LineFinder(base, end: text.count, isFinal: true)
            while let line = lines.next() { reader.learn(base, line.content) }
        }
        return reader.labels
    }

    /// Whether the first thing in the bytes at hand begins an array.
    private var isArray: Bool { input.withBytes { text in text.first { $0 > 0x20 } == UInt8(ascii: "[") } }

    /// Whether the bytes at hand begin with a bracket on a line of its own, as a JSON array does that is laid out.
    private var isOpenArray: Bool {
        input.withBytes { text in
            let first = text.drop { $0 <= 0x20 }
            guard first.first == UInt8(ascii: "[") else { return false }
            return first.dropFirst().first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D } == 0x0A
        }
    }

    private func noObject() -> WeirError {
        WeirError(
            .parseNoObject,
            isArray
                ? "this is a JSON array, and JSON Lines has an object on each line"
                : "there is no JSON object with a member in the first \(input.count) bytes",
            hint: isArray
                ? "turn it into lines first: jq -c '.[]'"
                : "is this JSON Lines? if it is, name the members that are wanted in a schema",
            position: position
        )
    }

    private func tooManyMembers(_ count: Int) -> WeirError {
        WeirError(
            .parseTooManyColumns,
            "the objects have \(count) different members, the limit is \(limits.columns)",
            hint: "name those that are wanted in a schema; else raise limits.columns",
            position: position
        )
    }

    private var position: WeirError.Position? {
        let source = state.flatMap { sources.indices.contains($0.source) ? sources[$0.source].name : nil }
        return source.map { WeirError.Position(file: $0) }
    }
}
