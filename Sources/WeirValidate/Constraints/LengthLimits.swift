/// How many characters a text may have.
///
/// A character is a Unicode scalar, as in XML Schema and in Python.
struct LengthLimits: Sendable {
    let least: Int?
    let most: Int?

    /// Whether the text is long enough, and whether it is short enough.
    @inline(__always)
    func check(_ text: UnsafeBufferPointer<UInt8>) -> (isLongEnough: Bool, isShortEnough: Bool) {
        let (least, most) = (least ?? 0, most ?? Int.max)
        // A scalar has one to four bytes, so most texts need no counting.
        if text.count <= most, text.count / 4 >= least { return (true, true) }
        var count = 0
        for byte in text { count &+= byte & 0xC0 == 0x80 ? 0 : 1 }
        return (count >= least, count <= most)
    }
}
