import Synchronization

/// Memory blocks that are used again instead of being returned to the system.
///
/// A steady run takes all its large buffers from one pool and so allocates nothing per row. Blocks are kept in size
/// classes (powers of two); at most `retainedBytes` are kept for later, the rest is freed.
public final class BufferPool: Sendable {
    private struct Shelf: ~Copyable {
        var free: [Int: [Address]] = [:]
        var retained = 0
    }

    /// A raw address that may cross threads: whoever takes it from the shelf is its only owner.
    private struct Address: @unchecked Sendable {
        let pointer: UnsafeMutableRawPointer
    }

    /// Every block starts at a multiple of this, in bytes.
    static let alignment = 64

    private let shelf = Mutex(Shelf())
    private let retainedBytes: Int

    /// Makes an empty pool.
    ///
    /// - Parameter retainedBytes: the most unused memory the pool keeps for later, in bytes.
    public init(retainedBytes: Int = 32 << 20) {
        self.retainedBytes = retainedBytes
    }

    deinit {
        shelf.withLock { shelf in
            for addresses in shelf.free.values {
                for address in addresses { address.pointer.deallocate() }
            }
            shelf.free = [:]
        }
    }

    /// Takes a block of at least `byteCount` bytes.
    func take(byteCount: Int) -> MemoryBlock {
        let capacity = Self.sizeClass(of: byteCount)
        let kept: Address? = shelf.withLock { shelf in
            guard let address = shelf.free[capacity]?.popLast() else { return nil }
            shelf.retained -= capacity
            return address
        }
        let pointer =
            kept?.pointer
            ?? UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: Self.alignment)
        return MemoryBlock(base: pointer, capacity: capacity, pool: self)
    }

    /// Gives a block back; called by `MemoryBlock` when its last holder lets go.
    func giveBack(_ pointer: UnsafeMutableRawPointer, capacity: Int) {
        let address = Address(pointer: pointer)
        let kept = shelf.withLock { shelf -> Bool in
            guard shelf.retained + capacity <= retainedBytes else { return false }
            shelf.free[capacity, default: []].append(address)
            shelf.retained += capacity
            return true
        }
        if !kept { pointer.deallocate() }
    }

    private static func sizeClass(of byteCount: Int) -> Int {
        let least = max(byteCount, 4096)
        // Quarter steps between powers of two waste at most a quarter of a block.
        let power = 1 << (Int.bitWidth - 1 - least.leadingZeroBitCount)
        let step = max(power >> 2, 1)
        return (least + step - 1) / step * step
    }
}

/// One block of pooled memory; it goes back to its pool when the last reference to it goes.
final class MemoryBlock: @unchecked Sendable {
    let base: UnsafeMutableRawPointer
    let capacity: Int
    private let pool: BufferPool

    init(base: UnsafeMutableRawPointer, capacity: Int, pool: BufferPool) {
        self.base = base
        self.capacity = capacity
        self.pool = pool
    }

    deinit { pool.giveBack(base, capacity: capacity) }
}
