/// Makes a gzip member of nothing but zeros, which may be longer than any memory.
///
/// - Returns: the member, and how many bytes it becomes.
package func gzipMember(zeroBlocks count: Int, of blockBytes: Int) -> (stored: [UInt8], byteCount: Int) {
    let data = RepeatedDeflate([UInt8](repeating: 0, count: blockBytes), times: count)
    var stored: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + data.stored
    for value in [Int(data.checksum), data.byteCount] {
        for shift in [0, 8, 16, 24] { stored.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    return (stored, data.byteCount)
}
