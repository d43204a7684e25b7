import CWeirKernels
import Testing
import WeirModel

@testable import WeirValidate

/// Whole numbers that are read where they stand come out as those that are gathered and converted.
@Suite struct ShortIntegersTests {
    private static let cells = [
        "0", "7", "-7", "12345678", "99999999", "-9999999", "123456789", "-12345678", "9223372036854775807", "00042",
        "-0", "", "NA", "N", "NAN", "-", "--1", "+5", "1-", "1 ", " 1", "1.", "1e3", "/", ":", "1/", "1:", "é", "1é",
        "\"12\"", "\"\"", "\"NA\"", "\"1\"\"2\"", "2013", "2014",
    ]

    private func table(_ random: inout SeededRandom, rows: Int, columns: Int, oddity: Int, lineEnd: String) -> [UInt8] {
        let lines = (0..<rows).map { _ in
            (0..<columns).map { _ -> String in
                if Int.random(in: 0..<max(oddity, 1), using: &random) > 0 || oddity == 0 {
                    return String(
                        Int.random(in: -5000...5000, using: &random) / Int.random(in: 1...900, using: &random))
                }
                return Self.cells.randomElement(using: &random) ?? ""
            }.joined(separator: ",") + lineEnd
        }
        return Array(lines.joined().utf8)
    }

    @Test(
        "with and without vectors a table comes out the same",
        arguments: [[], [""], ["NA"], ["", "NA"], ["", "0"], ["-"], ["12345678"], ["123456789", "", "NA", "-7"]])
    func law(missing: [String]) throws {
        var random = SeededRandom(seed: 42)
        let fields = [
            field("a", .integer),
            field("b", .integer) {
                $0.constraints.minimum = "-100"; $0.constraints.maximum = "4500"
            },
            field("c", .integer) { $0.constraints.required = true },
            field("d", .integer) { $0.constraints.enumeration = ["0", "1", "2013", "-7"] },
        ]
        let plan = try ValidationPlan(schema: TableSchema(fields: fields, missingValues: missing))
        for round in 0..<40 {
            let text = table(
                &random, rows: Int.random(in: 1...400, using: &random), columns: fields.count,
                oddity: [0, 2, 30, 400][round % 4], lineEnd: round % 3 == 0 ? "\r\n" : "\n")
            let batch = TableSplitter(text).batch(rectangular: round % 5 != 0)
            let plain = try Validator(plan: plan, pool: BufferPool(), usesVectors: false)(batch)
            let fast = try Validator(plan: plan, pool: BufferPool())(batch)
            #expect(fast.findings == plain.findings)
            #expect(fast.acceptedCount == plain.acceptedCount)
            for row in 0..<batch.rowCount {
                #expect(fields.indices.map { fast.value(row, $0) } == fields.indices.map { plain.value(row, $0) })
            }
        }
    }

    @Test("without columns the verdicts are the same")
    func withoutColumns() throws {
        var random = SeededRandom(seed: 7)
        let fields = [
            field("a", .integer) { $0.constraints.required = true },
            field("b", .string) { $0.constraints.maxLength = 3 },
        ]
        let plan = try ValidationPlan(schema: TableSchema(fields: fields, missingValues: ["", "NA"]))
        for isRectangular in [true, false] {
            let text = table(&random, rows: 700, columns: 2, oddity: 5, lineEnd: "\n")
            let batch = TableSplitter(text).batch(rectangular: isRectangular)
            let kept = try Validator(plan: plan, pool: BufferPool())(batch)
            let passing = try Validator(plan: plan, pool: BufferPool(), keepsColumns: false)(batch)
            #expect(passing.columns.isEmpty)
            #expect(kept.columns.count == 2)
            #expect(passing.findings == kept.findings)
            #expect(!passing.findings.isEmpty)
            #expect(passing.accepted.array == kept.accepted.array)
        }
    }

    @Test("keys and rules keep the columns that they need")
    func neededColumns() throws {
        var schema = TableSchema(fields: [field("a", .integer)])
        schema.primaryKey = ["a"]
        let batch = TableSplitter(Array("1\n2\n1\n".utf8)).batch(rectangular: true)
        let checked = try Validator(plan: try ValidationPlan(schema: schema), pool: BufferPool(), keepsColumns: false)(
            batch)
        #expect(checked.columns.count == 1)
        #expect(checked.keys.count == 1)
    }

    @Test("a processor with 256-bit vectors reads plain numbers at once, and leaves the rest")
    func kernel() throws {
        guard weir_best_kernel() == WEIR_KERNEL_AVX2 else { return }
        func cells(_ texts: [String], missing: [String] = ["NA"]) throws -> weir_cells {
            let bytes = Array((",\(texts.joined(separator: ",")),").utf8) + [UInt8](repeating: 0x31, count: 64)
            let ends = bytes.indices.dropLast(64).filter { bytes[$0] == UInt8(ascii: ",") }.map { UInt32($0) }
            let set = MissingValues(missing)
            var values = [UInt64](repeating: 1, count: texts.count)
            var validity = [UInt8](repeating: 9, count: texts.count)
            return bytes.withUnsafeBufferPointer { bytes in
                ends.withUnsafeBufferPointer { ends in
                    values.withUnsafeMutableBufferPointer { values in
                        validity.withUnsafeMutableBufferPointer { validity in
                            var column = weir_integer_column()
                            (column.bytes, column.ends, column.place) = (bytes.baseAddress, ends.baseAddress, 1)
                            column.missing = weir_missing(
                                empty_count: Int64(set.emptyCount), short_count: Int64(set.shortCount),
                                short_mask: set.shortMask, short_word: set.shortWord)
                            (column.lowest, column.highest) = (-20_000_000, 20_000_000)
                            (column.values, column.validity) = (values.baseAddress, validity.baseAddress)
                            return weir_integers(WEIR_KERNEL_AVX2, &column, texts.count)
                        }
                    }
                }
            }
        }
        #expect(try cells(["1", "-22", "333", "12345678", "0"]) == WEIR_CELLS_ALL)
        #expect(try cells(["1", "NA", "333", "4"]) == WEIR_CELLS_SOME)
        for other in ["", "-", "x", "123456789", "99999999", "+1", "1.5", "NAN"] {
            for place in 0..<5 {
                var texts = ["1", "2", "3", "4", "5"]
                texts[place] = other
                #expect(try cells(texts) == WEIR_CELLS_OTHER, "\(other) at \(place)")
            }
        }
    }
}
