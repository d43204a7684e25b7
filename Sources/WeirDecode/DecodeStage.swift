public import WeirFlow
public import WeirModel

/// Turns stored bytes into plain UTF-8: decompresses or unpacks them, takes off the byte order mark and converts the encoding.
///
/// How the input is cut into chunks makes no difference to the text that comes out. UTF-8 that is not compressed passes
/// through without being copied. Bytes that are not valid in their encoding are faults, not errors; ill-formed UTF-8 stays
/// in the text as it is unless it is to be replaced, and in other encodings U+FFFD takes its place.
///
/// - Emits: chunks of UTF-8; each source ends with one chunk whose `endsSource` is true and which may be empty. Offsets
///   count decoded bytes, for UTF-8 with its byte order mark. `faults` has the first fault of each line.
/// - Holds: one stored chunk, one inflated chunk and one output chunk, each of at most `outputBytes` bytes or as it came.
/// - Completes: after the last source, its checksum verified where it has one.
/// - Fails: `decode.corrupt`, `decode.truncated`, `decode.trailingGarbage`, `decode.budgetExceeded`, `zip.corrupt` after
///   all text before the fault was emitted; `decode.notGzip`, `decode.unsupportedFormat`, `decode.unsupportedEncoding`,
///   `decode.encodingMismatch`, `decode.notUTF8` at the start of a source; `decode.outOfMemory`.
public struct DecodeStage: Transducer, ~Copyable {
    /// The usual size of an output chunk, in bytes.
    public static var defaultOutputBytes: Int { 512 << 10 }

    private let signatures: SignaturePolicy
    private let onInvalid: InvalidBytes
    private let inflation: InflationLimit
    private let sources: [SourceInfo]
    private let pool: BufferPool
    private let outputBytes: Int
    private let usesVectors: Bool
    private let refusesOthers: Bool
    /// How much of a text is looked at before it flows.
    private let headBytes: Int

    private var storedHead: StreamHead
    private var plainHead: StreamHead
    private var inflater: GzipInflater?
    private var entryInflater: EntryInflater?
    private var decoder: (any TextDecoder)?
    private var source = 0
    private var hasEnded = false
    /// How the current source is stored, once its first bytes have told.
    public private(set) var form: StoredForm?

    /// Makes a decoder of any number of sources.
    ///
    /// - Parameters:
    ///   - settings: what is known of the sources.
    ///   - sources: their names, for messages.
    ///   - pool: where buffers come from.
    ///   - inflation: how many bytes compressed data may become.
    ///   - outputBytes: the most bytes in a chunk that had to be inflated or converted.
    ///   - usesVectors: whether the processor's vectors may be used; the result is the same.
    ///   - refusesOthers: whether a text is refused that nothing tells the encoding of, and that cannot be UTF-8.
    /// - Throws: `decode.unsupportedEncoding` when the settings name an unknown encoding.
    public init(
        _ settings: DecodeSettings,
        sources: [SourceInfo],
        pool: BufferPool,
        inflation: InflationLimit = .usual,
        outputBytes: Int = DecodeStage.defaultOutputBytes,
        usesVectors: Bool = true,
        refusesOthers: Bool = true
    ) throws(WeirError) {
        signatures = try SignaturePolicy(settings)
        onInvalid = settings.onInvalid
        self.inflation = inflation
        self.sources = sources
        self.pool = pool
        self.outputBytes = max(outputBytes, 1)
        self.usesVectors = usesVectors
        self.refusesOthers = refusesOthers && settings.isAutomatic && settings.onInvalid == .reject
        storedHead = StreamHead(pool: pool)
        let evidenceBytes = self.refusesOthers ? min(UTF8Evidence.headBytes, self.outputBytes) : 0
        headBytes = max(evidenceBytes, StoredFormat.longestSignature)
        plainHead = StreamHead(wanted: headBytes, pool: pool)
    }

    /// Takes a chunk of stored bytes.
    public mutating func push(_ input: consuming ByteChunk) throws {
        if hasEnded { startSource() }
        source = input.source
        hasEnded = input.endsSource
        if let entry = source < sources.count ? sources[source].entry : nil {
            if entryInflater == nil {
                try checkBudget(of: entry)
                entryInflater = try EntryInflater(entry, name: name, pool: pool, outputBytes: outputBytes)
            }
            entryInflater?.push(input)
            return
        }
        let isHead = !storedHead.isComplete
        guard let chunk = storedHead.pass(input) else { return }
        if isHead, try signatures.isGzip(chunk.bytes.head, of: name) {
            inflater = try GzipInflater(name: name, pool: pool, limit: inflation, outputBytes: outputBytes)
        }
        if inflater == nil {
            try pushPlain(chunk)
        } else {
            inflater?.push(chunk)
        }
    }

    /// Returns the next chunk of text.
    public mutating func next() throws -> ByteChunk? {
        while true {
            if let text = decoder?.next() { return text }
            guard try advance() else { return nil }
        }
    }

    /// Does nothing: each source has ended with its own last chunk.
    public mutating func finish() throws {}

    private mutating func startSource() {
        storedHead = StreamHead(pool: pool)
        plainHead = StreamHead(wanted: headBytes, pool: pool)
        inflater = nil
        entryInflater = nil
        decoder = nil
        form = nil
    }

    /// Moves inflated bytes on to the text decoder, and says whether there were any.
    private mutating func advance() throws -> Bool {
        let plain: ByteChunk
        do throws(WeirError) {
            let inflated = entryInflater == nil ? try inflater?.next() : try entryInflater?.next()
            guard let inflated = inflated ?? nil else { return false }
            plain = inflated
        } catch {
            // Bytes that still wait for their encoding to be told go out before the failure does.
            guard let rest = plainHead.release(source: source) else { throw error }
            try startText(rest)
            return true
        }
        try pushPlain(plain)
        return true
    }

    private mutating func pushPlain(_ plain: ByteChunk) throws {
        let isHead = !plainHead.isComplete
        guard let chunk = plainHead.pass(plain) else { return }
        if isHead {
            try startText(chunk)
        } else {
            decoder?.push(chunk)
        }
    }

    private mutating func startText(_ chunk: ByteChunk) throws {
        let head = chunk.bytes.head
        if inflater != nil || entryInflater != nil { try signatures.checkInflated(head, of: name) }
        let (encoding, markBytes) = try signatures.encoding(of: head, of: name)
        if refusesOthers, markBytes == 0, case .own(.utf8) = encoding {
            try signatures.checkUTF8(chunk.bytes[0..<min(headBytes, chunk.bytes.count)], of: name)
        }
        form = StoredForm(
            compression: inflater == nil ? .none : .gzip, encoding: encoding.name, hasByteOrderMark: markBytes > 0)
        guard let made = encoding.decoder(pool: pool, outputBytes: outputBytes, usesVectors: usesVectors) else {
            throw WeirError(
                .decodeOutOfMemory, "There is no memory for the conversion of \(encoding.name).",
                position: WeirError.Position(file: name))
        }
        decoder = onInvalid == .replace ? ReplacingDecoder(made, pool: pool, usesVectors: usesVectors) : made
        var text = chunk
        text.bytes = chunk.bytes[markBytes..<chunk.bytes.count]
        text.offset += markBytes
        decoder?.push(text)
    }

    /// Refuses a packed file that says itself that it becomes too much; it is never let become more than it says.
    private func checkBudget(of entry: PackedEntry) throws(WeirError) {
        guard let stored = sources[source].byteCount else { return }
        let most = inflation.most(of: stored)
        guard entry.byteCount > most else { return }
        throw WeirError(
            .decodeBudgetExceeded,
            "\(entry.name) becomes \(entry.byteCount) bytes of \(stored), and may become \(most).",
            hint: "A file that is made to exhaust memory or disks looks like this; else raise limits.inflatedBytes.",
            position: WeirError.Position(file: name))
    }

    private var name: String { source < sources.count ? sources[source].name : "input \(source + 1)" }
}
