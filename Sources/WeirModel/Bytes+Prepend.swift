extension Bytes {
    /// How much room a reader leaves in front of the bytes of a chunk, so that the start of a record which the chunk
    /// before it has left over can be put there.
    public static var headroom: Int { 4096 }

    /// Puts bytes in front without moving those that are there.
    ///
    /// It does nothing where the memory has no room in front, or where somebody else shares it.
    ///
    /// - Returns: whether the bytes are there now.
    public mutating func prepend(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let source = bytes.baseAddress, !bytes.isEmpty else { return true }
        guard let room = roomInFront(bytes.count) else { return false }
        room.update(from: source, count: bytes.count)
        grow(byFront: bytes.count)
        return true
    }
}
