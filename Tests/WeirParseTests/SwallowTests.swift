import Testing
import WeirModel

@testable import WeirParse

@Suite("A stray quote swallows no records")
struct SwallowTests {
    typealias Fault = ParsedTable.Fault

    /// A dialect that reads the same as another, but record by record.
    private func careful(_ dialect: Dialect) -> Dialect {
        var careful = dialect
        careful.comment = [0x01]
        return careful
    }

    private func limited(_ lines: Int?, _ bytes: Int? = nil) -> Dialect {
        var dialect = Dialect()
        dialect.quoteLimits = QuoteLimits(lines: lines, bytes: bytes)
        return dialect
    }

    @Test("one that closes far below, with the right number of cells, costs its own record only", arguments: 0..<40)
    func closesByChance(seed: Int) throws {
        var random = Seeded(seed)
        let width = Int.random(in: 2...5, using: &random)
        var rows = (0..<120).map { row in (0..<width).map { "\(row)x\($0)" } }
        let column = Int.random(in: 0..<width, using: &random)
        let stray = Int.random(in: 0..<60, using: &random)
        // The first cells of one record and the last of another make a record of the right width.
        let closing = stray + Int.random(in: 35..<60, using: &random)
        rows[closing][column] += "\""
        let clean = rows.map { $0.joined(separator: ",") + "\n" }
        rows[stray][column] = "\"" + rows[stray][column]
        let header = (0..<width).map { "c\($0)" }.joined(separator: ",") + "\n"
        let text = header + rows.map { $0.joined(separator: ",") + "\n" }.joined()
        let before = header.utf8.count + clean[..<stray].reduce(0) { $0 + $1.utf8.count }
        let quote = before + rows[stray][..<column].reduce(0) { $0 + $1.utf8.count + 1 }
        for dialect in [Dialect(), careful(Dialect())] {
            for (chunks, batch) in [(1 << 20, 1 << 20), (7, 1), (64, 100), (1000, 300)] {
                let table = try ParsedTable.parse(
                    text, dialect: dialect, limits: ParseLimits(batchBytes: batch), chunks: chunks)
                #expect(table.rows == rows, "chunks \(chunks)")
                #expect(
                    table.faults == [Fault(record: stray, column: column, code: .quoteError, byteOffset: quote)],
                    "chunks \(chunks)")
                #expect(table.lines == Array(2...121))
            }
        }
    }

    @Test("one that never closes, anywhere, costs its own record only")
    func neverCloses() throws {
        let rows = (0..<50).map { "\($0),x,y\n" }
        let text = "a,b,c\n" + rows.joined()
        for place in text.indices.dropFirst(6) where "\n,".contains(text[text.index(before: place)]) {
            var broken = text
            broken.insert("\"", at: place)
            let table = try ParsedTable.parse(broken, chunks: 64)
            #expect(table.rows.count == 50)
            #expect(table.faults.map(\.byteOffset) == [place.utf16Offset(in: text)])
        }
    }

    @Test("a long text stays one cell, and so does any text where records have one cell")
    func longTexts() throws {
        let prose = (0..<200).map { "line \($0), with a comma now and then\(String(repeating: ", x", count: $0 % 4))" }
            .joined(separator: "\n")
        for dialect in [Dialect(), careful(Dialect())] {
            let table = try ParsedTable.parse("a,b,c,d\n1,2,3,\"\(prose)\"\n5,6,7,8\n", dialect: dialect, chunks: 99)
            #expect(table.rows == [["1", "2", "3", prose], ["5", "6", "7", "8"]])
            #expect(table.faults.isEmpty)
            let list = (0..<200).map { "\($0)" }.joined(separator: "\n")
            let single = try ParsedTable.parse("a\n\"\(list)\"\n5\n", dialect: dialect, chunks: 99)
            #expect(single.rows == [[list], ["5"]])
            #expect(single.faults.isEmpty)
        }
    }

    @Test("a limit in lines is exact", arguments: ["\n", "\r\n", "\r"], [0, 1, 3, 70])
    func lines(end: String, limit: Int) throws {
        for dialect in [limited(limit), careful(limited(limit))] {
            for chunks in [1, 5, 1 << 20] {
                let most = (0...limit).map { "l\($0)" }.joined(separator: end)
                let good = try ParsedTable.parse(
                    "a,b\(end)1,\"\(most)\"\(end)2,3\(end)", dialect: dialect, chunks: chunks)
                #expect(good.rows == [["1", most], ["2", "3"]])
                #expect(good.faults.isEmpty)
                let more = try ParsedTable.parse(
                    "a,b\(end)1,\"\(most)\(end)m\"\(end)2,3\(end)", dialect: dialect, chunks: chunks)
                #expect(more.rows.first == ["1", "\"l0"])
                #expect(more.rows.last == ["2", "3"])
                #expect(more.rows.count == limit + 3)
                #expect(
                    more.faults.first
                        == Fault(record: 0, column: 1, code: .quoteError, byteOffset: 5 + end.utf8.count))
            }
        }
    }

    @Test("a limit in bytes is exact, and is for cells that cross a line end")
    func bytes() throws {
        for dialect in [limited(nil, 10), careful(limited(nil, 10))] {
            for chunks in [1, 4, 1 << 20] {
                let fits = try ParsedTable.parse("a,b\n\"0123\n56789\",x\n1,2\n", dialect: dialect, chunks: chunks)
                #expect(fits.rows == [["0123\n56789", "x"], ["1", "2"]])
                let one = try ParsedTable.parse("a,b\n\"0123456789abc\",x\n1,2\n", dialect: dialect, chunks: chunks)
                #expect(one.rows == [["0123456789abc", "x"], ["1", "2"]])
                let more = try ParsedTable.parse("a,b\n\"0123\n567890\",x\n1,2\n", dialect: dialect, chunks: chunks)
                #expect(more.rows == [["\"0123"], ["567890\"", "x"], ["1", "2"]])
                #expect(more.faults == [Fault(record: 0, column: 0, code: .quoteError, byteOffset: 4)])
            }
        }
    }

    @Test("nothing but the bytes decides: hostile text reads the same in every way")
    func deterministic() throws {
        let alphabet: [UInt8] = Array("\"\"\",,,\n\n\n\r\nab".utf8)
        let quotes = [
            QuoteLimits(lines: 0), QuoteLimits(lines: 1), QuoteLimits(lines: 3, bytes: 9), QuoteLimits(bytes: 4),
        ]
        for seed in 0..<300 {
            var random = Seeded(seed + 900)
            let text = (0..<Int.random(in: 0..<250, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0x61
            }
            var dialect = Dialect()
            dialect.quoteLimits = quotes[seed % quotes.count]
            let whole = try ParsedTable.parse(text, dialect: dialect)
            let shown = String(decoding: text, as: UTF8.self).debugDescription
            #expect(try ParsedTable.parse(text, dialect: careful(dialect)) == whole, "seed \(seed): \(shown)")
            for (chunks, batch) in [(1, 1), (3, 10), (64, 50)] {
                let limits = ParseLimits(batchBytes: batch)
                let table = try ParsedTable.parse(text, dialect: dialect, limits: limits, chunks: chunks)
                #expect(table == whole, "seed \(seed), chunks \(chunks), batch \(batch): \(shown)")
            }
            for kernel in ScanKernel.available {
                #expect(
                    try ParsedTable.parse(text, dialect: dialect, kernel: kernel) == whole, "seed \(seed), \(kernel)")
            }
        }
    }
}
