internal import WeirModel

/// What stands before the records: preamble lines, comments and header rows.
extension DelimitedParser {
    /// Reads one line or record of the prologue.
    mutating func readPrologue() throws -> Step {
        guard var state = table else { return .needsMore }
        defer { table = state }
        if state.preambleLeft < 0 { state.preambleLeft = dialect.preambleLines }
        if state.preambleLeft > 0 {
            return try consumeLine(&state, reason: \.preamble) { $0.preambleLeft -= 1 }
        }
        guard dialect.hasHeader else { return endPrologue(&state) }
        if input.count == 0 && input.isFinal { return endPrologue(&state) }

        let row = state.rowNumber + 1
        let isBlank = input.withBytes { $0.first == 0x0A || $0.first == 0x0D }
        let isComment = dialect.commentRows.contains(row) || startsComment(at: 0)
        // The usual header row is the first one that is neither blank nor a comment.
        let isUsual = dialect.headerRows == [1]
        if isComment {
            return try consumeLine(&state, reason: \.comment) { $0.rowNumber += 1 }
        }
        if isBlank {
            return try consumeLine(&state, reason: \.blank) { $0.rowNumber += 1 }
        }
        guard isUsual || row >= (dialect.headerRows.last ?? 1) || dialect.headerRows.contains(row) else {
            return try consumeLine(&state, reason: \.preamble) { $0.rowNumber += 1 }
        }
        return try readHeaderRow(&state, isLast: isUsual || row >= (dialect.headerRows.last ?? 1))
    }

    private mutating func readHeaderRow(_ state: inout TableState, isLast: Bool) throws -> Step {
        let outcome = input.withBytes { reader.read($0, at: 0, isFinal: input.isFinal, width: nil) }
        switch outcome {
        case .needsMore: return .needsMore
        case .tooLong:
            throw WeirError(
                .parseHeaderTooLong,
                "the header is longer than \(limits.recordBytes) bytes",
                hint: "the file may not be what it seems to be; else raise limits.recordBytes",
                position: position(line: input.line + 1)
            )
        case .record(let record):
            guard reader.starts.count <= limits.columns else { throw tooManyColumns("the header") }
            if state.headerLine == 0 { state.headerLine = input.line + 1 }
            input.withBytes { text in
                for index in reader.starts.indices {
                    let end = reader.ends[index]
                    let range = Int(reader.starts[index])..<Int(end & ~GeneralLayout.needsUnescape)
                    let isPlain = end & GeneralLayout.needsUnescape == 0
                    let value = isPlain ? Array(text[range]) : FieldText.resolve(text, range, dialect: dialect)
                    if index >= state.labels.count { state.labels.append([]) }
                    let part = String(decoding: value, as: UTF8.self)
                    if !part.isEmpty && state.labels[index].last != part { state.labels[index].append(part) }
                }
                if state.headerContent.isEmpty { state.headerContent = Array(text[0..<record.contentEnd]) }
                state.prologue += text[0..<record.next]
            }
            state.skipped.header += 1
            state.rowNumber += 1
            dropLines(record.next)
            return isLast ? endPrologue(&state) : .again
        }
    }

    /// What is wrong with the record that tells the width of the table.
    func tooManyColumns(_ what: String) -> WeirError {
        WeirError(
            .parseTooManyColumns,
            "\(what) has more than \(limits.columns) columns",
            hint: "check parse.dialect.delimiter; else raise limits.columns",
            position: position(line: input.line + 1)
        )
    }

    /// Goes on to the records.
    private mutating func endPrologue(_ state: inout TableState) -> Step {
        let labels = state.labels.map { $0.joined(separator: dialect.headerJoin) }
        if !labels.isEmpty {
            state.width = labels.count
        } else {
            state.width = expectedFields
        }
        if let width = state.width {
            state.header = header(of: state, labels: labels, width: width)
        }
        scan.restart(at: 0)
        phase = .data
        return .again
    }

    /// The header of a source whose width is known.
    func header(of state: TableState, labels: [String], width: Int) -> TableHeader {
        TableHeader(
            labels: labels,
            isPresent: !labels.isEmpty,
            prologue: state.prologue,
            line: state.headerLine,
            fieldCount: width
        )
    }

    /// Takes one physical line away and counts it.
    private mutating func consumeLine(
        _ state: inout TableState,
        reason: WritableKeyPath<SkipCounts, Int>,
        then change: (inout TableState) -> Void
    ) throws -> Step {
        if input.count == 0 && input.isFinal { return endPrologue(&state) }
        let isFinal = input.isFinal
        let next = input.withBytes { text in
            RecordReader.Window(text: text, start: 0, recordBytes: limits.recordBytes, isFinal: isFinal).firstLine?.next
        }
        guard let next else {
            guard !isFinal && input.count <= limits.recordBytes + 2 else {
                throw WeirError(
                    .parseHeaderTooLong,
                    "a line before the table is longer than \(limits.recordBytes) bytes",
                    hint: "the file may not be what it seems to be; else raise limits.recordBytes",
                    position: position(line: input.line + 1)
                )
            }
            return .needsMore
        }
        state.skipped[keyPath: reason] += 1
        input.withBytes { state.prologue += $0[0..<next] }
        dropLines(next)
        change(&state)
        return .again
    }

    /// Whether a comment starts at the given byte.
    func startsComment(at position: Int) -> Bool {
        guard !dialect.comment.isEmpty else { return false }
        return input.withBytes { text in
            position + dialect.comment.count <= text.count && text[position...].starts(with: dialect.comment)
        }
    }

    /// Leaves out bytes that end where a line ends.
    private mutating func dropLines(_ count: Int) {
        let lines = input.withBytes { LineEnds.count(in: UnsafeBufferPointer(rebasing: $0[0..<count])) }
        input.drop(count, lines: lines)
    }

    func position(line: Int) -> WeirError.Position {
        let source = table?.source ?? 0
        return WeirError.Position(file: sources.indices.contains(source) ? sources[source].name : "-", line: line)
    }
}
