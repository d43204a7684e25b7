/// Elements being written into pooled memory by one owner; `freeze()` turns them into a shareable `PooledArray`.
///
/// There are always at least `padding` readable bytes behind the last element, so that a scanner may load whole
/// vectors without looking at the end.
public struct PooledBuffer<Element: BitwiseCopyable & Sendable>: ~Copyable {
    /// Readable bytes behind the capacity; what they hold is undefined.
    public static var padding: Int { 64 }

    private var block: MemoryBlock
    private let pool: BufferPool
    /// The number of elements written.
    public private(set) var count = 0
    /// The number of elements that fit before the buffer moves.
    public private(set) var capacity: Int

    /// Takes room for `capacity` elements from `pool`.
    public init(capacity: Int, pool: BufferPool) {
        self.pool = pool
        block = pool.take(byteCount: capacity * MemoryLayout<Element>.stride + Self.padding)
        self.capacity = (block.capacity - Self.padding) / MemoryLayout<Element>.stride
    }

    /// The address of the first element.
    ///
    /// It is valid until the buffer grows, is frozen or is dropped.
    public var baseAddress: UnsafeMutablePointer<Element> {
        block.base.assumingMemoryBound(to: Element.self)
    }

    /// The element at `index`.
    public subscript(index: Int) -> Element {
        get {
            precondition(index >= 0 && index < count, "index out of bounds")
            return baseAddress[index]
        }
        set {
            precondition(index >= 0 && index < count, "index out of bounds")
            baseAddress[index] = newValue
        }
    }

    /// Appends one element, growing if needed.
    public mutating func append(_ element: Element) {
        if count == capacity { reserve(1) }
        baseAddress[count] = element
        count &+= 1
    }

    /// Appends the elements of `source`.
    public mutating func append(contentsOf source: UnsafeBufferPointer<Element>) {
        guard let start = source.baseAddress, source.count > 0 else { return }
        reserve(source.count)
        (baseAddress + count).update(from: start, count: source.count)
        count &+= source.count
    }

    /// Appends the elements of a collection.
    public mutating func append(contentsOf source: some Collection<Element>) {
        let copied: Void? = source.withContiguousStorageIfAvailable { append(contentsOf: $0) }
        if copied == nil {
            for element in source { append(element) }
        }
    }

    /// Makes room for `more` further elements; existing elements keep their values but may move.
    public mutating func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        let wanted = max(count + more, capacity * 2)
        let larger = pool.take(byteCount: wanted * MemoryLayout<Element>.stride + Self.padding)
        larger.base.copyMemory(from: block.base, byteCount: count * MemoryLayout<Element>.stride)
        block = larger
        capacity = (larger.capacity - Self.padding) / MemoryLayout<Element>.stride
    }

    /// Says that the first `newCount` elements have been written through `baseAddress`.
    public mutating func setCount(_ newCount: Int) {
        precondition(newCount >= 0 && newCount <= capacity, "count out of bounds")
        count = newCount
    }

    /// Lends the elements written so far.
    public func withUnsafeBufferPointer<Result: ~Copyable, Failure: Error>(
        _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let result = try body(UnsafeBufferPointer(start: baseAddress, count: count))
        withExtendedLifetime(block) {}
        return result
    }

    /// Ends writing: the elements become immutable and may be shared.
    public consuming func freeze() -> PooledArray<Element> {
        PooledArray(block: block, offset: 0, count: count)
    }
}

/// Bytes being written by one owner.
public typealias ByteBuffer = PooledBuffer<UInt8>
