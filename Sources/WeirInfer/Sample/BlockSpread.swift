/// Keeps blocks of a stream of unknown length that are spread evenly over all of it, in bounded memory.
///
/// The start is kept whole. Of what follows, every block is kept until there are too many; then every second one is
/// dropped and only every second new one is kept, and so on. The last block is always there.
struct BlockSpread {
    /// The size of a block, in bytes.
    static let blockBytes = 64 << 10

    private let headBytes: Int
    private let mostBlocks: Int
    private var head: [UInt8] = []
    private var blocks: [SamplePart] = []
    private var open: SamplePart
    private var last: SamplePart?
    private var stride = 1
    private var count = 0
    /// How many bytes have passed.
    private(set) var total = 0

    /// Makes an empty spread.
    ///
    /// - Parameter limit: the most bytes to keep.
    init(limit: Int) {
        headBytes = max(limit / 4, 1)
        mostBlocks = max((limit - headBytes) / Self.blockBytes, 4)
        open = SamplePart(offset: headBytes, bytes: [])
    }

    /// Takes the next bytes.
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
        total += bytes.count
        var rest = bytes[...]
        let room = min(headBytes - head.count, rest.count)
        head += rest.prefix(room)
        rest = rest.dropFirst(room)
        while !rest.isEmpty {
            let part = rest.prefix(Self.blockBytes - open.bytes.count)
            open.bytes += part
            rest = rest.dropFirst(part.count)
            if open.bytes.count == Self.blockBytes { close() }
        }
    }

    private mutating func close() {
        let end = open.end
        if count % stride == 0 {
            blocks.append(open)
            last = nil
        } else {
            last = open
        }
        count += 1
        open = SamplePart(offset: end, bytes: [])
        guard blocks.count > mostBlocks else { return }
        if blocks.count % 2 == 0 { last = blocks.last }
        blocks = blocks.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        stride *= 2
    }

    /// What was kept, in order; blocks that touch each other are one part.
    ///
    /// - Parameter isEnd: whether the stream has ended.
    consuming func parts(isEnd: Bool) -> [SamplePart] {
        var parts = [SamplePart(offset: 0, bytes: head)]
        for block in blocks + (last.map { [$0] } ?? []) + [open] where !block.bytes.isEmpty {
            if let previous = parts.last, previous.end == block.offset {
                parts[parts.count - 1].bytes += block.bytes
            } else {
                parts.append(block)
            }
        }
        parts[parts.count - 1].endsInput = isEnd
        return parts
    }
}
