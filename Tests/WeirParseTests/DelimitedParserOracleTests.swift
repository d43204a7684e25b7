import Testing
import WeirModel

@testable import WeirParse

@Suite("The parser agrees with the reference parser")
struct DelimitedParserOracleTests {
    static let dialects: [Dialect] = {
        var semicolon = Dialect()
        semicolon.delimiter = [0x3B]
        var wide = Dialect()
        wide.delimiter = Array("||".utf8)
        var escaped = Dialect()
        escaped.escape = 0x5C
        var escapeOnly = Dialect()
        escapeOnly.escape = 0x5C
        escapeOnly.doubleQuote = false
        var spaced = Dialect()
        spaced.skipInitialSpace = true
        var commented = Dialect()
        commented.comment = Array("#!".utf8)
        var unquoted = Dialect()
        unquoted.quote = nil
        var single = Dialect()
        single.quote = 0x27
        single.delimiter = [0x09]
        return [Dialect(), semicolon, wide, escaped, escapeOnly, spaced, commented, unquoted, single]
    }()

    @Test("on random tables, in every dialect, for every chunk and batch size", arguments: 0..<9)
    func agrees(dialectIndex: Int) throws {
        let dialect = Self.dialects[dialectIndex]
        for seed in 0..<60 {
            var tables = RandomTable(dialect: dialect, random: Seeded(seed * 31 + dialectIndex))
            let columns = 1 + seed % 5
            let text = tables.text(rows: 1 + seed % 40, columns: columns)
            let expected = ReferenceParser(dialect: dialect).records(text)
            for chunks in [1, 2, 3, 7, 64, 1 << 20] {
                for batch in [1, 16, 100, 1 << 20] where chunks > 2 || batch > 1 {
                    let limits = ParseLimits(batchBytes: batch)
                    let table = try ParsedTable.parse(text, dialect: dialect, limits: limits, chunks: chunks)
                    #expect(
                        [table.labels] + table.rows == expected,
                        "seed \(seed), chunks \(chunks), batch \(batch): \(String(decoding: text, as: UTF8.self).debugDescription)"
                    )
                    #expect(table.faults.isEmpty, "seed \(seed)")
                }
            }
        }
    }

    @Test("nothing but the bytes decides: hostile text reads the same for every chunk, batch and kernel")
    func hostileTextIsDeterministic() throws {
        let alphabet: [UInt8] = Array("\"\"\"\",,,\n\n\r\nab".utf8)
        for seed in 0..<400 {
            var random = Seeded(seed)
            let text = (0..<Int.random(in: 0..<200, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0x61
            }
            let limits = ParseLimits(batchBytes: 1 << 20, recordBytes: 40)
            let whole = try ParsedTable.parse(text, limits: limits)
            for chunks in [1, 3, 64] {
                for batch in [1, 10, 50] {
                    let limits = ParseLimits(batchBytes: batch, recordBytes: 40)
                    let table = try ParsedTable.parse(text, limits: limits, chunks: chunks)
                    #expect(
                        table == whole,
                        "seed \(seed), chunks \(chunks), batch \(batch): \(String(decoding: text, as: UTF8.self).debugDescription)"
                    )
                }
            }
            for kernel in ScanKernel.available {
                #expect(try ParsedTable.parse(text, limits: limits, kernel: kernel) == whole, "seed \(seed), \(kernel)")
            }
        }
    }

    @Test("every byte of the text belongs to exactly one record or skipped line")
    func nothingIsLost() throws {
        let alphabet: [UInt8] = Array("\"\",,\n\nab".utf8)
        for seed in 0..<300 {
            var random = Seeded(seed + 5000)
            let body = (0..<Int.random(in: 0..<120, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0x61
            }
            let text = Array("x,y\n".utf8) + body
            let table = try ParsedTable.parse(text, limits: ParseLimits(batchBytes: 32))
            let bytes = table.prologue.utf8.count + table.records.reduce(0) { $0 + $1.utf8.count } + table.skipped.blank
            #expect(bytes == text.count, "seed \(seed): \(String(decoding: text, as: UTF8.self).debugDescription)")
        }
    }
}
