extension PooledBuffer {
    /// Ends writing like `freeze()`, but moves a few elements out of a large block first.
    ///
    /// An edge limits what is under way by the bytes that count, not by the blocks that hold them. A nearly empty block
    /// would keep alive far more memory than it weighs, so elements that fill less than half of it are copied into a
    /// block of their own size and the large one goes back to the pool.
    public consuming func freeze(compactIn pool: BufferPool) -> PooledArray<Element> {
        guard count < capacity / 2 else { return freeze() }
        var small = PooledBuffer(capacity: count, pool: pool)
        withUnsafeBufferPointer { small.append(contentsOf: $0) }
        return small.freeze()
    }
}
