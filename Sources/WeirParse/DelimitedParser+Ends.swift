internal import WeirModel

/// How batches and sources end.
extension DelimitedParser {
    /// Makes a batch of the first `end` bytes at hand.
    ///
    /// - Parameters:
    ///   - mayHoldNUL: whether there may be a NUL in a record.
    ///   - lines: the line ends in these bytes, if they have been counted.
    mutating func batch(
        _ end: Int,
        rows: Int,
        layout: RecordLayout,
        mayHoldNUL: Bool = true,
        faults: [RecordFault] = [],
        lines: Int? = nil
    ) -> RecordBatch {
        let source = table?.source ?? 0
        let firstLine = input.line
        let offset = input.offset
        let footer = input.isFinal && phase == .data && end == dataLimit() ? input.count - end : nil
        let bytes = input.detach(end, capacity: limits.batchBytes)
        var made = RecordBatch(
            bytes: bytes,
            source: source,
            header: tableHeader(),
            firstRecord: table?.records ?? 0,
            firstLine: firstLine,
            byteOffset: offset,
            rowCount: rows,
            layout: layout,
            quote: dialect.quote,
            escape: dialect.escape,
            doubleQuote: dialect.doubleQuote,
            skipped: table?.skipped ?? SkipCounts()
        )
        made.mayHoldNUL = mayHoldNUL
        input.line += lines ?? made.lineEnds(in: 0..<bytes.count)
        made.faults = faults.map { fault in
            var placed = fault
            if fault.byteOffset >= 0 { placed.byteOffset += offset }
            return placed
        }
        made.addEncodingFaults(input.takeFaults())
        table?.skipped = SkipCounts()
        table?.records += rows
        if let footer { endSource(&made, footer: footer) }
        scan.restart(at: 0)
        return made
    }

    /// The batch that ends a source of which no bytes are left but a footer.
    mutating func lastBatch() -> RecordBatch {
        batch(
            0, rows: 0,
            layout: .rectangular(ends: PooledArray(), columns: 0, hasQuotes: false, hasCarriageReturns: false))
    }

    private mutating func endSource(_ batch: inout RecordBatch, footer: Int) {
        if footer > 0 {
            batch.epilogue = input.detach(footer, capacity: limits.batchBytes)
            let lines = batch.epilogue.withUnsafeBufferPointer { text in
                let ends = LineEnds.count(in: text)
                let last = text[text.count - 1]
                return last == 0x0A || last == 0x0D ? ends : ends + 1
            }
            batch.skipped.footer += lines
        }
        batch.endsSource = true
    }

    private func tableHeader() -> TableHeader {
        guard let table else { return TableHeader(labels: [], isPresent: false, prologue: [], line: 0, fieldCount: 0) }
        return table.header ?? header(of: table, labels: [], width: expectedFields ?? 0)
    }

    /// The end of the bytes at hand that are certainly no footer.
    ///
    /// A footer is at most as long as a record may be.
    func dataLimit() -> Int {
        guard dialect.footerLines > 0 else { return input.count }
        return input.withBytes { text in
            let least = max(text.count - limits.recordBytes, 0)
            var start = text.count
            var lines = 0
            var lineHasText = false
            while start > least {
                let byte = text[start - 1]
                if byte == 0x0A || byte == 0x0D {
                    if lineHasText { lines += 1 }
                    lineHasText = false
                    if lines == dialect.footerLines { return start }
                } else {
                    lineHasText = true
                }
                start -= 1
            }
            return start
        }
    }

    /// Leaves out the rest of a line that is too long.
    mutating func skipLongLine() -> Step {
        let isFinal = input.isFinal
        let (dropped, isLineEnd) = input.withBytes { text -> (Int, Bool) in
            guard let end = text.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return (text.count, false) }
            if text[end] == 0x0A { return (end + 1, true) }
            if end + 1 < text.count { return (text[end + 1] == 0x0A ? end + 2 : end + 1, true) }
            return isFinal ? (end + 1, true) : (end, false)
        }
        if dropped == 0 && !isFinal { return .needsMore }
        input.drop(dropped, lines: isLineEnd ? 1 : 0)
        if isLineEnd || isFinal {
            scan.restart(at: 0)
            phase = .data
        }
        return .again
    }

    /// Leaves out what stands behind the end of the table and counts its lines.
    mutating func skipRest() -> Step {
        let isFinal = input.isFinal
        let count = input.withBytes { text -> Int in
            // A CR at the end may be half of a CRLF.
            !isFinal && text.last == 0x0D ? text.count - 1 : text.count
        }
        let (lines, isOpen) = input.withBytes { text -> (Int, Bool) in
            let dropped = UnsafeBufferPointer(rebasing: text[0..<count])
            let open = dropped.last.map { $0 != 0x0A && $0 != 0x0D } ?? false
            return (LineEnds.count(in: dropped), open)
        }
        if count == 0 && !isFinal { return .needsMore }
        input.drop(count, lines: lines)
        table?.skipped.afterEnd += lines + (isFinal && isOpen ? 1 : 0)
        guard isFinal else { return .again }
        phase = .data
        return .batch(lastBatch())
    }
}
