internal import WeirModel

/// The records: the fast path for regular text, and the careful one for everything else.
extension DelimitedParser {
    /// Cuts a batch of whole records from the bytes at hand.
    mutating func cutBatch() throws -> Step {
        guard let state = table else { return .needsMore }
        let limit = dataLimit()
        let isEnd = input.isFinal
        if limit == 0 { return isEnd ? .batch(lastBatch()) : .needsMore }
        var hasScan = false
        if let width = state.width, dialect.isScannable, state.rowNumber >= dialect.lastSpecialRow {
            let scanEnd = scanEnd(limit, isEnd: isEnd)
            input.withBytes { text in
                guard let base = text.baseAddress else { return }
                scan.run(base, upTo: scanEnd)
            }
            if let cut = regularCut(width: width, limit: limit, isEnd: isEnd) {
                let tail = input.withBytes {
                    LineEnds.count(in: UnsafeBufferPointer(rebasing: $0[min(cut.end, scanEnd)..<scanEnd]))
                }
                let layout = RecordLayout.rectangular(
                    ends: scan.takeEnds(cut.records * width),
                    columns: width,
                    hasQuotes: scan.sawQuote,
                    hasCarriageReturns: scan.sawCarriageReturn
                )
                return .batch(
                    batch(
                        cut.end, rows: cut.records, layout: layout, mayHoldNUL: scan.sawNUL,
                        lines: scan.lineEnds - tail))
            }
            if !isEnd && scan.suspect == nil && scan.recordEnds == 0 && limit <= limits.recordBytes + 2 {
                return .needsMore
            }
            // At the end a field without a separator was added to what the scan had found.
            hasScan = !isEnd
        }
        return try cutWithCare(limit: limit, isEnd: isEnd, isScanned: hasScan)
    }

    /// The end and the number of the records at hand, if they are all regular.
    private mutating func regularCut(width: Int, limit: Int, isEnd: Bool) -> (end: Int, records: Int)? {
        guard scan.suspect == nil, scan.recordEnds > 0 || isEnd, limit > 0 else { return nil }
        let text = input.withBytes { $0 }
        var count = scan.ends.count
        if isEnd {
            if scan.endsInsideQuotes { return nil }
            let endsWithLine =
                count > 0 && Int(scan.ends[count - 1]) == limit - 1 && text[limit - 1] != dialect.delimiter[0]
            if !endsWithLine {
                scan.appendEnd(limit)
                count += 1
            }
        } else {
            while count > 0 && text[Int(scan.ends[count - 1])] == dialect.delimiter[0] { count -= 1 }
        }
        var records = scan.recordEnds
        guard records > 0, count == records * width else { return nil }
        let most = limits.rows(fields: max(width, expectedFields ?? 0))
        if records > most {
            records = most
            count = records * width
        }
        let harmless = harmlessBytes
        let isRegular = scan.ends.withUnsafeBufferPointer { ends in
            var start = 0
            for record in 1...records {
                let end = Int(ends[record * width - 1])
                if end < limit && text[end] == dialect.delimiter[0] { return false }
                // The line end's CR is part of the length here; a blank line is one byte or none.
                let length = end - start
                if length <= 1 && (length == 0 || text[start] == 0x0D) { return false }
                if length > harmless && (length > limits.recordBytes || swallows(text, start..<end, width: width)) {
                    return false
                }
                if isRepeatedHeader(text, start..<end) { return false }
                start = end + 1
            }
            return true
        }
        guard isRegular else { return nil }
        return (min(Int(scan.ends[count - 1]) + 1, limit), records)
    }

    /// Reads the records at hand one after another.
    ///
    /// - Parameter isScanned: whether they have all been scanned already, up to the first suspect.
    private mutating func cutWithCare(limit: Int, isEnd: Bool, isScanned: Bool) throws -> Step {
        guard var state = table else { return .needsMore }
        var builder = BatchBuilder(pool: pool)
        let text = input.withBytes { UnsafeBufferPointer(rebasing: $0[0..<limit]) }
        let scanEnd = scanEnd(limit, isEnd: isEnd)
        var position = 0
        var window = isScanned ? scanEnd : Self.scanWindow
        var isScanned = isScanned

        let mostRows = limits.raggedRows(fields: max(state.width ?? 0, expectedFields ?? 0))
        records: while position < limit && builder.rowCount < mostRows && builder.fieldCount < limits.raggedFields {
            let isSpecial = !dialect.isScannable || state.width == nil || state.rowNumber < dialect.lastSpecialRow
            if !isSpecial {
                let end = min(position + window, scanEnd)
                let start = position
                if !isScanned, let base = text.baseAddress {
                    scan.restart(at: position)
                    scan.run(base, upTo: end)
                }
                isScanned = false
                if scan.sawNUL { builder.mayHoldNUL = true }
                switch walk(text, from: &position, mostRows: mostRows, state: state, into: &builder) {
                case .suspect: window = Self.scanWindow
                case .tableEnded, .full: break records
                case .passed:
                    if position > start {
                        window = min(window * 2, 1 << 20)
                        continue
                    }
                    if end < scanEnd {
                        window *= 2
                        continue
                    }
                    // What is left is one record that does not end here.
                    guard isEnd || limit - position > limits.recordBytes + 2 else { break records }
                }
            }
            switch try readWithCare(text, at: &position, isEnd: isEnd, state: &state, into: &builder) {
            case .went: continue
            case .needsMore, .lineTooLong: break records
            case .tableEnded: break records
            }
        }
        table = state
        scan.restart(at: 0)
        if position == 0 && phase == .data { return .needsMore }
        let rows = builder.rowCount
        let faults = builder.faults
        table?.skipped += builder.skipped
        let mayHoldNUL = builder.mayHoldNUL
        return .batch(
            batch(
                position, rows: rows, layout: .general(builder.layout()), mayHoldNUL: mayHoldNUL, faults: faults))
    }

    /// The first piece of text that is scanned at once where records are read with care: a record that has to be read
    /// again costs no more than a scan of this many bytes.
    private static var scanWindow: Int { 8 << 10 }

    private enum Walk {
        /// All whole records scanned were taken.
        case passed
        /// The record at the position needs care.
        case suspect
        /// The header row stands here again.
        case tableEnded
        /// The batch has all the records that it may have.
        case full
    }

    /// Takes the records that the scan has found, up to the first one that needs care.
    private mutating func walk(
        _ text: UnsafeBufferPointer<UInt8>,
        from position: inout Int,
        mostRows: Int,
        state: TableState,
        into builder: inout BatchBuilder
    ) -> Walk {
        guard let base = text.baseAddress else { return .passed }
        let room = builder.room(fields: scan.ends.count, records: scan.recordEnds)
        var walk = RecordWalk(base, room, dialect: dialect, width: state.width, mostCells: reader.mostCells)
        let mostFields = limits.raggedFields - builder.fieldCount
        let harmless = harmlessBytes
        let mostRows = mostRows - builder.rowCount
        var outcome = scan.suspect == nil ? Walk.passed : .suspect
        scan.ends.withUnsafeBufferPointer { ends in
            guard let first = ends.baseAddress else { return }
            let separators = UnsafeBufferPointer(start: first, count: ends.count)
            walking: while true {
                switch walk.next(separators, at: position, mostRows: mostRows) {
                case .noMore: break walking
                case .blank(let next):
                    builder.skip(\.blank)
                    position = next
                case .record(let contentEnd, let next):
                    if isRepeatedHeader(text, position..<contentEnd) {
                        outcome = .tableEnded
                        break walking
                    }
                    let length = contentEnd - position
                    if length > harmless
                        && (length > limits.recordBytes || swallows(text, position..<contentEnd, width: state.width))
                    {
                        outcome = .suspect
                        break walking
                    }
                    walk.keep(from: position, to: next)
                    position = next
                    if walk.fields >= mostFields {
                        outcome = .full
                        break walking
                    }
                case .suspect:
                    outcome = .suspect
                    break walking
                case .full:
                    outcome = .full
                    break walking
                }
            }
        }
        builder.take(fields: walk.fields, records: walk.records)
        if outcome == .tableEnded { phase = .ended }
        return outcome
    }

    private enum Care {
        case went
        case needsMore
        case lineTooLong
        case tableEnded
    }

    /// Reads one record, comment or blank line.
    private mutating func readWithCare(
        _ text: UnsafeBufferPointer<UInt8>,
        at position: inout Int,
        isEnd: Bool,
        state: inout TableState,
        into builder: inout BatchBuilder
    ) throws -> Care {
        let row = state.rowNumber + 1
        let isBlank = text[position] == 0x0A || text[position] == 0x0D
        let isComment = dialect.commentRows.contains(row) || startsComment(at: position)
        if isBlank || isComment {
            let bounds = RecordReader.Window(
                text: text, start: position, recordBytes: limits.recordBytes, isFinal: isEnd)
            guard let line = bounds.firstLine else {
                guard bounds.isFull else { return .needsMore }
                builder.skip(\.comment)
                position = bounds.limit
                phase = .longLine
                return .lineTooLong
            }
            builder.skip(isBlank ? \.blank : \.comment)
            state.rowNumber = min(row, dialect.lastSpecialRow)
            position = line.next
            return .went
        }
        switch reader.read(text, at: position, isFinal: isEnd, width: state.width) {
        case .needsMore:
            return .needsMore
        case .tooLong:
            let end = position + limits.recordBytes
            builder.addTooLong(position..<end)
            position = end
            phase = .longLine
            return .lineTooLong
        case .record(let record):
            if isRepeatedHeader(text, position..<record.contentEnd) {
                phase = .ended
                return .tableEnded
            }
            if state.width == nil {
                guard reader.starts.count <= limits.columns else { throw tooManyColumns("the first record") }
                state.width = reader.starts.count
                state.header = header(of: state, labels: [], width: reader.starts.count)
            }
            builder.addRecord(reader, record, at: position, in: text)
            state.rowNumber = min(row, dialect.lastSpecialRow)
            position = record.next
            return .went
        }
    }

    private func isRepeatedHeader(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        guard dialect.endsAtRepeatedHeader, let content = table?.headerContent, !content.isEmpty else { return false }
        var length = range.count
        if length == content.count + 1 && text[range.upperBound - 1] == 0x0D { length -= 1 }
        return length == content.count && text[range.lowerBound...].starts(with: content)
    }

    /// Where the scan has to stop: a CR at the end of the bytes at hand may be half of a CRLF.
    private func scanEnd(_ limit: Int, isEnd: Bool) -> Int {
        if isEnd { return limit }
        return input.withBytes { $0[limit - 1] == 0x0D } ? limit - 1 : limit
    }
}
