internal import WeirModel

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Goes through the separators that a scan has found and writes down the fields of one well-formed record after another.
///
/// It is the hot path of every batch that has a ragged record, so it works on plain pointers and keeps no array.
struct RecordWalk {
    /// What comes next.
    enum Step {
        /// A record; `keep` takes it in.
        case record(contentEnd: Int, next: Int)
        /// A blank line.
        case blank(next: Int)
        /// A record that must be read with care.
        case suspect
        /// As many records as may be have been taken.
        case full
        /// No further whole record.
        case noMore
    }

    private let text: UnsafePointer<UInt8>
    private let room: BatchBuilder.Room
    private let delimiter: UInt8
    private let quote: UInt8?
    private let width: Int?
    private let mostCells: Int
    /// The next separator.
    private var index = 0
    /// The fields written for the record that is not kept yet.
    private var pending = 0
    /// The fields of the records kept.
    private(set) var fields = 0
    /// The records kept.
    private(set) var records = 0

    /// Begins before the first separator.
    ///
    /// - Parameters:
    ///   - width: how many cells a record should have, if that is known.
    ///   - mostCells: how many cells of a record are kept.
    init(_ text: UnsafePointer<UInt8>, _ room: BatchBuilder.Room, dialect: Dialect, width: Int?, mostCells: Int) {
        self.text = text
        self.room = room
        delimiter = dialect.delimiter[0]
        quote = dialect.quote
        self.width = width
        self.mostCells = mostCells
    }

    /// Reads the record that starts at `position`.
    @inline(__always)
    mutating func next(_ ends: UnsafeBufferPointer<UInt32>, at position: Int, mostRows: Int) -> Step {
        let (text, delimiter, quote) = (text, delimiter, quote)
        let (starts, stops) = (room.fieldStarts + fields, room.fieldEnds + fields)
        var count = 0
        var start = position
        while index < ends.count {
            let separator = Int(ends[index])
            index &+= 1
            let isLast = text[separator] != delimiter
            var end = separator
            if isLast, text[separator] == 0x0A, separator > position, text[separator &- 1] == 0x0D { end &-= 1 }
            let contentEnd = end
            var first = start
            var flag: UInt32 = 0
            if let quote, first < end, text[first] == quote {
                first &+= 1
                end &-= 1
                if memchr(text + first, Int32(quote), max(end &- first, 0)) != nil {
                    flag = GeneralLayout.needsUnescape
                }
            }
            starts[count] = UInt32(truncatingIfNeeded: first)
            stops[count] = UInt32(truncatingIfNeeded: end) | flag
            count &+= 1
            start = separator &+ 1
            guard isLast else { continue }
            if records == mostRows { return .full }
            if contentEnd == position { return .blank(next: start) }
            if count != width, crossesLine(position..<contentEnd) { return .suspect }
            pending = min(count, mostCells)
            return .record(contentEnd: contentEnd, next: start)
        }
        return .noMore
    }

    /// Takes in the record that `next` has just read.
    @inline(__always)
    mutating func keep(from position: Int, to next: Int) {
        fields &+= pending
        room.recordStarts[records] = UInt32(truncatingIfNeeded: position)
        room.recordEnds[records] = UInt32(truncatingIfNeeded: next)
        room.rowFirstField[records] = UInt32(truncatingIfNeeded: room.firstField &+ fields)
        records &+= 1
    }

    private func crossesLine(_ range: Range<Int>) -> Bool {
        range.contains { text[$0] == 0x0A || text[$0] == 0x0D }
    }
}
