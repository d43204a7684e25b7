internal import WeirModel

/// The records, and how batches and sources end.
extension JSONLinesParser {
    /// Cuts a batch of whole lines from the first `most` bytes at hand.
    mutating func cutBatch(from most: Int) -> Step {
        let limit = min(input.count, most)
        let isEnd = input.isFinal && limit == input.count
        var builder = BatchBuilder(pool: pool)
        let width = header?.fieldCount ?? 0
        let mostRows = limits.rows(fields: width)
        let text = input.withBytes { $0 }
        var end = 0
        if let base = text.baseAddress {
            var lines = LineFinder(base, end: limit, isFinal: isEnd)
            while builder.rowCount < mostRows, let line = lines.next() {
                add(line, of: base, width: width, to: &builder)
            }
            end = lines.place
        }
        if !isEnd, builder.rowCount < mostRows, limit - end >= limits.recordBytes + 2 {
            builder.addTooLong(end..<end + limits.recordBytes)
            end += limits.recordBytes
            state?.isInLongLine = true
        }
        if end == 0 && !isEnd { return .needsMore }
        return .batch(batch(end, builder))
    }

    /// Adds the record of a line.
    private mutating func add(
        _ line: LineFinder.Line, of text: UnsafePointer<UInt8>, width: Int, to builder: inout BatchBuilder
    ) {
        let content = line.content
        guard content.count <= limits.recordBytes else {
            return builder.addTooLong(content.lowerBound..<content.lowerBound + limits.recordBytes)
        }
        if Self.isBlank(text, content) { return builder.skip(\.blank) }
        let row = builder.rowCount
        let room = builder.room(fields: width, records: 1)
        let start = UInt32(truncatingIfNeeded: content.lowerBound)
        room.fieldStarts.update(repeating: start, count: width)
        room.fieldEnds.update(repeating: start | GeneralLayout.noValue, count: width)
        let cells = JSONObjectReader.Cells(starts: room.fieldStarts, ends: room.fieldEnds)
        let fields = reader.read(text, content, into: cells) ? width : 0
        room.rowFirstField[0] = UInt32(truncatingIfNeeded: room.firstField + fields)
        room.recordStarts[0] = start
        room.recordEnds[0] = UInt32(truncatingIfNeeded: line.next)
        builder.take(fields: fields, records: 1)
        if reader.hasRemarks { note(row, content, to: &builder) }
    }

    /// Notes what the reader found wrong with a line.
    private func note(_ row: Int, _ content: Range<Int>, to builder: inout BatchBuilder) {
        func add(_ code: IssueCode, _ column: Int, _ range: Range<Int>, at place: Int = -1) {
            builder.addFault(
                RecordFault(row: row, column: column, code: code, valueRange: range, byteOffset: place))
        }
        if let fault = reader.fault { return add(.jsonError, -1, content, at: fault) }
        if reader.isStrange { add(.missingCell, -1, content.lowerBound..<content.lowerBound) }
        for remark in reader.remarks {
            switch remark {
            case .surplus(let name): add(.extraCell, -1, name)
            case .repeated(let cell, let name): add(.duplicateMember, cell, name)
            }
        }
    }

    @inline(__always)
    private static func isBlank(_ text: UnsafePointer<UInt8>, _ content: Range<Int>) -> Bool {
        if content.lowerBound < content.upperBound, text[content.lowerBound] > 0x20 { return false }
        return JSONSkipper(text, end: content.upperBound).blanks(content.lowerBound) == content.upperBound
    }

    /// Makes a batch of the first `end` bytes at hand.
    private mutating func batch(_ end: Int, _ builder: consuming BatchBuilder) -> RecordBatch {
        let firstLine = input.line
        let offset = input.offset
        let rows = builder.rowCount
        let faults = builder.faults
        let skipped = builder.skipped
        let bytes = input.detach(end, capacity: limits.batchBytes)
        var made = RecordBatch(
            bytes: bytes,
            source: state?.source ?? 0,
            header: header ?? TableHeader(labels: [], isPresent: true, prologue: [], line: 1, fieldCount: 0),
            firstRecord: state?.records ?? 0,
            firstLine: firstLine,
            byteOffset: offset,
            rowCount: rows,
            layout: .general(builder.layout()),
            quote: nil,
            escape: nil,
            doubleQuote: false,
            skipped: skipped
        )
        made.escapes = .json
        made.faults = faults.map { fault in
            var placed = fault
            if fault.byteOffset >= 0 { placed.byteOffset += offset }
            return placed
        }
        input.line += made.lineEnds(in: 0..<bytes.count)
        made.addEncodingFaults(input.takeFaults())
        state?.records += rows
        made.endsSource = input.isFinal && input.count == 0 && state?.isInLongLine != true
        return made
    }

    /// Leaves out the rest of a line that is too long.
    mutating func skipLongLine() -> Step {
        let isFinal = input.isFinal
        let (dropped, lines, isLineEnd) = input.withBytes { text -> (Int, Int, Bool) in
            if let end = text.firstIndex(of: 0x0A) {
                return (end + 1, 1, true)
            }
            // A CR at the end may be half of a CRLF.
            return (!isFinal && text.last == 0x0D ? text.count - 1 : text.count, 0, false)
        }
        if dropped == 0 && !isFinal { return .needsMore }
        input.drop(dropped, lines: lines)
        if isLineEnd || isFinal { state?.isInLongLine = false }
        return .again
    }
}
