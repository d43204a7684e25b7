/// Immutable elements in pooled memory, shared by reference; a slice keeps the whole block alive.
///
/// It is what a `PooledBuffer` becomes when it is frozen, and what flows between stages.
public struct PooledArray<Element: BitwiseCopyable & Sendable>: Sendable {
    private var block: MemoryBlock?
    private var offset: Int
    /// The number of elements.
    public private(set) var count: Int

    /// An array without elements and without memory.
    public init() {
        block = nil
        offset = 0
        count = 0
    }

    init(block: MemoryBlock?, offset: Int, count: Int) {
        self.block = block
        self.offset = offset
        self.count = count
    }

    /// Whether there are no elements.
    public var isEmpty: Bool { count == 0 }

    /// The memory that the elements take, in bytes.
    public var byteCount: Int { count * MemoryLayout<Element>.stride }

    /// The element at `index`; an index out of bounds is a programming error.
    public subscript(index: Int) -> Element {
        precondition(index >= 0 && index < count, "index out of bounds")
        return base[index]
    }

    /// The elements in `range`, without copying them.
    public subscript(range: Range<Int>) -> PooledArray {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range out of bounds")
        return PooledArray(block: block, offset: offset + range.lowerBound, count: range.count)
    }

    /// Lends the elements; the pointer must not outlive the call.
    public func withUnsafeBufferPointer<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let result = try body(UnsafeBufferPointer(start: count == 0 ? nil : base, count: count))
        withExtendedLifetime(block) {}
        return result
    }

    /// The memory of `count` elements in front of these, if there is room and nobody else sees it.
    mutating func roomInFront(_ count: Int) -> UnsafeMutablePointer<Element>? {
        guard count <= offset, isKnownUniquelyReferenced(&block) else { return nil }
        return block.map { $0.base.assumingMemoryBound(to: Element.self) + (offset - count) }
    }

    /// Takes in elements that were written in front of these.
    mutating func grow(byFront count: Int) {
        offset -= count
        self.count += count
    }

    private var base: UnsafePointer<Element> {
        // A non-empty array always has a block.
        let start = block.unsafelyUnwrapped.base.assumingMemoryBound(to: Element.self)
        return UnsafePointer(start + offset)
    }
}

/// Immutable bytes in pooled memory.
public typealias Bytes = PooledArray<UInt8>

extension PooledArray where Element == UInt8 {
    /// Copies the given bytes into memory of their own.
    public init(copying bytes: some Collection<UInt8>, pool: BufferPool = BufferPool()) {
        var buffer = ByteBuffer(capacity: bytes.count, pool: pool)
        buffer.append(contentsOf: bytes)
        self = buffer.freeze()
    }

    /// The bytes as an ordinary array; for headers and tests, not for the hot path.
    public var array: [UInt8] { withUnsafeBufferPointer { Array($0) } }

    /// The bytes as text, invalid UTF-8 repaired; for messages and tests, not for the hot path.
    public var text: String { withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) } }
}
