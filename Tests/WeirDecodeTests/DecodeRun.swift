import WeirDecode
import WeirModel

/// What a decode stage made of its input, put together again so that runs can be compared.
struct DecodeRun: Equatable {
    /// What came out of one source.
    struct Text: Equatable {
        var bytes: [UInt8] = []
        var firstOffset = 0
        var faults: [EncodingFault] = []
        var isComplete = false

        var string: String { String(decoding: bytes, as: UTF8.self) }
    }

    var texts: [Text] = []
    var error: WeirError?
    var largestChunk = 0
    /// Whether each chunk starts where the one before it ended, and holds the places of its faults.
    var isSeamless = true

    static func == (left: DecodeRun, right: DecodeRun) -> Bool {
        left.texts == right.texts && left.error?.code == right.error?.code
    }

    /// Decodes sources that are cut into chunks of `size` bytes.
    init(
        _ sources: [[UInt8]],
        size: Int = .max,
        settings: DecodeSettings = DecodeSettings(),
        inflation: InflationLimit = .usual,
        outputBytes: Int = 4096
    ) {
        let pool = BufferPool()
        do {
            let infos = sources.indices.map { SourceInfo(name: "input\($0)", byteCount: nil) }
            var stage = try DecodeStage(
                settings, sources: infos, pool: pool, inflation: inflation, outputBytes: outputBytes)
            for (index, source) in sources.enumerated() {
                var offset = 0
                repeat {
                    let end = offset + min(size, source.count - offset)
                    let chunk = ByteChunk(
                        bytes: Bytes(copying: source[offset..<end], pool: pool),
                        source: index,
                        offset: offset,
                        endsSource: end == source.count
                    )
                    offset = end
                    try stage.push(chunk)
                    while let text = try stage.next() { take(text) }
                } while offset < source.count
            }
            try stage.finish()
            while let text = try stage.next() { take(text) }
        } catch {
            self.error = error as? WeirError
        }
    }

    private mutating func take(_ chunk: ByteChunk) {
        while texts.count <= chunk.source { texts.append(Text()) }
        if texts[chunk.source].bytes.isEmpty { texts[chunk.source].firstOffset = chunk.offset }
        let expected = texts[chunk.source].firstOffset + texts[chunk.source].bytes.count
        let range = chunk.offset..<(chunk.offset + chunk.bytes.count)
        if chunk.offset != expected || texts[chunk.source].isComplete { isSeamless = false }
        if !chunk.faults.allSatisfy({ range.contains($0.offset) }) { isSeamless = false }
        largestChunk = max(largestChunk, chunk.bytes.count)
        texts[chunk.source].bytes += chunk.bytes.array
        texts[chunk.source].faults += chunk.faults
        texts[chunk.source].isComplete = chunk.endsSource
    }
}

/// The sizes at which every input is cut.
let chunkSizes = [1, 2, 3, 7, 64, 4096, Int.max]

extension DecodeSettings {
    /// Settings with some values given.
    init(compression: Compression = .auto, encoding: String = "auto") {
        self.init()
        self.compression = compression
        self.encoding = encoding
    }
}

/// Numbers that are the same in every run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
