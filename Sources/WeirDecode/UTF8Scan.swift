internal import CWeirKernels

/// The fast part of UTF-8 validation: finds the first place that is not the start of a well-formed character.
///
/// Plain ASCII goes by in steps of 64 bytes. Other characters are told apart by their lead byte, one branch each, which
/// the branch predictor learns for the language at hand.
///
/// Where the processor has a kernel for it, that one looks at whole blocks first, and only what it stops at is read here.
enum UTF8Scan {
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// The position of the first byte at or behind `start` where no well-formed, complete character starts; the number
    /// of bytes if there is none.
    ///
    /// - Parameter usesVectors: whether the kernel may be used; the answer is the same.
    static func endOfWellFormed(_ text: UnsafeRawBufferPointer, from start: Int, usesVectors: Bool) -> Int {
        guard let base = text.baseAddress else { return 0 }
        let end = text.count
        var i = start
        if usesVectors, i < end {
            i &+= weir_utf8_prefix(
                weir_best_kernel(), (base + i).assumingMemoryBound(to: UInt8.self), end &- i)
        }
        scan: while i < end {
            i = skipASCII(base, from: i, to: end)
            // Characters beyond ASCII tend to come together: stay here while they do.
            while i < end {
                let lead = byte(base, i)
                if lead < 0x80 { continue scan }
                let left = end &- i
                if lead < 0xE0 {
                    guard lead >= 0xC2, left >= 2, isContinuation(base, i &+ 1) else { return i }
                    i &+= 2
                } else if lead < 0xF0 {
                    guard left >= 3, isContinuation(base, i &+ 1), isContinuation(base, i &+ 2) else { return i }
                    let second = byte(base, i &+ 1)
                    // Overlong below U+0800, surrogates from U+D800 to U+DFFF.
                    if lead == 0xE0 && second < 0xA0 || lead == 0xED && second > 0x9F { return i }
                    i &+= 3
                } else {
                    guard lead <= 0xF4, left >= 4 else { return i }
                    guard isContinuation(base, i &+ 1), isContinuation(base, i &+ 2), isContinuation(base, i &+ 3)
                    else { return i }
                    let second = byte(base, i &+ 1)
                    // Overlong below U+10000, nothing above U+10FFFF.
                    if lead == 0xF0 && second < 0x90 || lead == 0xF4 && second > 0x8F { return i }
                    i &+= 4
                }
            }
        }
        return end
    }

    /// The position of the first byte at or behind `start` that is not ASCII, or `end`.
    @inline(__always)
    private static func skipASCII(_ base: UnsafeRawPointer, from start: Int, to end: Int) -> Int {
        var i = start
        // Eight bytes first: in text with some accents the next one is near.
        while end &- i >= 8 {
            let high = word(base, i) & highBits
            if high != 0 { return i &+ (UInt64(littleEndian: high).trailingZeroBitCount >> 3) }
            i &+= 8
            while end &- i >= 64 {
                var any = word(base, i) | word(base, i &+ 8) | word(base, i &+ 16) | word(base, i &+ 24)
                any |= word(base, i &+ 32) | word(base, i &+ 40) | word(base, i &+ 48) | word(base, i &+ 56)
                if any & highBits != 0 { break }
                i &+= 64
            }
        }
        while i < end, byte(base, i) < 0x80 { i &+= 1 }
        return i
    }

    @inline(__always)
    private static func word(_ base: UnsafeRawPointer, _ offset: Int) -> UInt64 {
        base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    @inline(__always)
    private static func byte(_ base: UnsafeRawPointer, _ offset: Int) -> UInt8 {
        base.load(fromByteOffset: offset, as: UInt8.self)
    }

    @inline(__always)
    private static func isContinuation(_ base: UnsafeRawPointer, _ offset: Int) -> Bool {
        byte(base, offset) & 0xC0 == 0x80
    }
}
