import WeirParse

extension TableShape {
    /// Finds out what stands around the records.
    ///
    /// - Parameters:
    ///   - head: the start of the input.
    ///   - tail: the end of the input, if the sample has it.
    init(head: [UInt8], tail: [UInt8]?, dialect: Dialect, width: Int) {
        self.width = width
        var dialect = dialect
        var split = SplitText(head, dialect: dialect, width: width)
        if let sign = CommentGuess.sign(in: split, width: width) {
            comment = sign
            dialect.comment = Array(sign.utf8)
            split = SplitText(head, dialect: dialect, width: width)
        }
        let first = PreambleGuess.firstRecord(of: split, width: width)
        if first > 0, split.records.indices.contains(first) { preambleLines = min(split.records[first].line, 1000) }
        let header = HeaderGuess(split, from: first, width: width)
        let preamble = preambleLines
        headerRows = split.records.dropFirst(first).prefix(header.rows).map { $0.line - preamble + 1 }
        // The first row that is neither blank nor a comment, whichever number it has.
        if header.rows == 1 { headerRows = [1] }
        headerEvidence = header.evidence
        if let tail {
            let end = SplitText(tail, dialect: dialect, width: width)
            footerLines = FooterGuess.lines(in: end, width: width, comment: comment)
        }
    }
}
