/// Which byte of a unit of two or four comes first.
enum ByteOrder {
    /// The low byte.
    case littleEndian
    /// The high byte.
    case bigEndian
}
