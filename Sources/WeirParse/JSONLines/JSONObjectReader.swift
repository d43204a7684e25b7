internal import WeirModel

/// Reads the lines of JSON Lines: which member of an object is which cell, and where it stands.
struct JSONObjectReader: ~Copyable {
    /// What is wrong with a member.
    enum Remark {
        /// It is no cell.
        case surplus(Range<Int>)
        /// It was there before.
        case repeated(cell: Int, Range<Int>)
    }

    /// Where the cells of a record go, one entry for each.
    struct Cells {
        let starts: UnsafeMutablePointer<UInt32>
        let ends: UnsafeMutablePointer<UInt32>
    }

    /// What was found wrong with the last object, member by member.
    private(set) var remarks: [Remark] = []
    /// Whether the last object had members, and none of them was a cell.
    private(set) var isStrange = false
    /// The first byte of the last line that made it no JSON object, if it is none.
    private(set) var fault: Int?
    /// Whether there is anything to say about the last line.
    var hasRemarks: Bool { fault != nil || isStrange || !remarks.isEmpty }

    private let names: MemberNames
    private var table: MemberTable
    /// The labels of the cells where the data decides; in the order in which they were met.
    private(set) var labels: [String] = []
    /// By bytes: two spellings that Swift takes for the same text are two names to JSON.
    private var cellOfLabel: [[UInt8]: Int] = [:]
    private var isLearning = false

    init(_ names: MemberNames, pool: BufferPool) {
        self.names = names
        table = MemberTable(pool: pool)
    }

    /// Learns the names of the members of the object in a line, if it is one: each of them is a cell.
    ///
    /// - Parameter range: the line, without its end.
    mutating func learn(_ text: UnsafePointer<UInt8>, _ range: Range<Int>) {
        let before = labels.count
        isLearning = true
        let isObject = read(text, range, into: nil)
        isLearning = false
        guard !isObject, labels.count > before else { return }
        for label in labels[before...] { cellOfLabel[Array(label.utf8)] = nil }
        labels.removeSubrange(before...)
        table.removeAll()
    }

    /// Reads the object in a line.
    ///
    /// - Parameters:
    ///   - range: the line, without its end.
    ///   - cells: where the cells go; those that the object does not have must have been set to no value at the start of
    ///     the line.
    /// - Returns: whether there is one.
    mutating func read(_ text: UnsafePointer<UInt8>, _ range: Range<Int>, into cells: Cells?) -> Bool {
        if hasRemarks { remarks.removeAll(keepingCapacity: true) }
        (isStrange, fault) = (false, nil)
        table.beginObject()
        var skipper = JSONSkipper(text, end: range.upperBound)
        if readMembers(&skipper, from: range.lowerBound, into: cells) { return true }
        fault = skipper.fault
        return false
    }

    @inline(__always)
    private mutating func readMembers(_ skipper: inout JSONSkipper, from start: Int, into cells: Cells?) -> Bool {
        let (text, end) = (skipper.text, skipper.end)
        let lineStart = UInt32(truncatingIfNeeded: start)
        var index = skipper.blanks(start)
        guard index < end, text[index] == UInt8(ascii: "{") else { return skipper.fail(at: index) >= 0 }
        index = skipper.blanks(index &+ 1)
        guard index < end else { return skipper.fail(at: end) >= 0 }
        var members = 0
        var known = 0
        if text[index] == UInt8(ascii: "}") { return endObject(&skipper, behind: index &+ 1) }
        while true {
            // The name.
            let nameStart = index
            let cell: Int
            if let found = table.expected(text, at: index, end: end) {
                (index, cell) = found
            } else {
                guard text[index] == UInt8(ascii: "\"") else { return skipper.fail(at: index) >= 0 }
                let close = skipper.closingQuote(from: index &+ 1)
                guard close >= 0 else { return false }
                index = close &+ 1
                let name = UnsafeBufferPointer(start: text + nameStart, count: index &- nameStart)
                cell = self.cell(name, skipper.hasEscape)
            }
            let nameEnd = index
            if index >= end || text[index] != UInt8(ascii: ":") { index = skipper.blanks(index) }
            guard index < end, text[index] == UInt8(ascii: ":") else { return skipper.fail(at: index) >= 0 }
            index &+= 1
            if index >= end || text[index] <= 0x20 { index = skipper.blanks(index) }
            guard index < end else { return skipper.fail(at: end) >= 0 }
            // The value.
            var valueStart = index
            let valueEnd: Int
            var flag: UInt32 = 0
            switch text[index] {
            case UInt8(ascii: "\""):
                valueStart = index &+ 1
                valueEnd = skipper.closingQuote(from: valueStart)
                index = valueEnd &+ 1
                if skipper.hasEscape { flag = GeneralLayout.needsUnescape }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                valueEnd = skipper.nested(index)
                index = valueEnd
            case UInt8(ascii: "n"):
                valueEnd = skipper.plain(index)
                index = valueEnd
                flag = GeneralLayout.noValue
            default:
                valueEnd = skipper.plain(index)
                index = valueEnd
            }
            guard valueEnd >= 0 else { return false }
            members &+= 1
            if cell >= 0, let cells {
                known &+= 1
                if cells.starts[cell] != lineStart {
                    remarks.append(.repeated(cell: cell, nameStart &+ 1..<nameEnd &- 1))
                }
                cells.starts[cell] = UInt32(truncatingIfNeeded: valueStart)
                let last = flag == GeneralLayout.noValue ? valueStart : valueEnd
                cells.ends[cell] = UInt32(truncatingIfNeeded: last) | flag
            } else if cell < 0, names.refusesOthers {
                remarks.append(.surplus(nameStart &+ 1..<nameEnd &- 1))
            }
            // What follows it.
            if index >= end || text[index] <= 0x20 { index = skipper.blanks(index) }
            guard index < end else { return skipper.fail(at: end) >= 0 }
            if text[index] == UInt8(ascii: "}") {
                isStrange = known == 0 && !names.refusesOthers
                return endObject(&skipper, behind: index &+ 1)
            }
            guard text[index] == UInt8(ascii: ",") else { return skipper.fail(at: index) >= 0 }
            index &+= 1
            if index >= end || text[index] <= 0x20 { index = skipper.blanks(index) }
            guard index < end else { return skipper.fail(at: end) >= 0 }
        }
    }

    /// Makes sure that nothing stands behind the object.
    @inline(__always)
    private func endObject(_ skipper: inout JSONSkipper, behind index: Int) -> Bool {
        if index == skipper.end { return true }
        let rest = skipper.blanks(index)
        return rest == skipper.end ? true : skipper.fail(at: rest) >= 0
    }

    /// The cell of a member that is not the one that was expected; -1 if it is none.
    private mutating func cell(_ name: UnsafeBufferPointer<UInt8>, _ hasEscape: Bool) -> Int {
        if let cell = table.find(name) { return cell }
        let inside = UnsafeBufferPointer(rebasing: name[1..<name.count - 1])
        let label = hasEscape ? JSONEscapes.text(inside) : String(decoding: inside, as: UTF8.self)
        var cell = names.cellCount > 0 ? names.cell(label) ?? -1 : cellOfLabel[Array(label.utf8)] ?? -1
        if cell < 0, isLearning {
            cell = labels.count
            labels.append(label)
            cellOfLabel[Array(label.utf8)] = cell
        }
        table.add(name, cell: cell)
        return cell
    }
}
