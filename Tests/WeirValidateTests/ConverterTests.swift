import Testing
import WeirModel
import WeirValidate

/// Each text of a table with the value that it must become; `nil` for a type error.
@Suite struct ConverterTests {
    private func values(_ field: TableSchema.Field, _ texts: [String]) throws -> [String?] {
        let text = texts.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"\n" }.joined()
        let quoted = try check(text, [field], missingValues: [], policy: .keep)
        let rectangular = try check(text, [field], missingValues: [], policy: .keep, rectangular: true)
        let values = texts.indices.map { quoted.value($0, 0) }
        #expect(values == texts.indices.map { rectangular.value($0, 0) })
        #expect(quoted.violations.map(\.row) == values.indices.filter { values[$0] == nil })
        #expect(quoted.violations.allSatisfy { $0.code == .typeError })
        return values
    }

    @Test(
        "an integer is an optional sign and digits in 64 bits",
        arguments: [
            ("0", "0"), ("7", "7"), ("42", "42"), ("007", "7"), ("-1", "-1"), ("+5", "5"), ("-0", "0"),
            ("12345678", "12345678"), ("123456789", "123456789"), ("-1234567", "-1234567"), ("-12345678", "-12345678"),
            ("9223372036854775807", "9223372036854775807"), ("-9223372036854775808", "-9223372036854775808"),
            ("9223372036854775808", nil), ("-9223372036854775809", nil), (String(repeating: "9", count: 400), nil),
            ("", nil), ("-", nil), ("+", nil), ("--1", nil), ("1-", nil), ("1.0", nil), ("1e3", nil), ("0x1F", nil),
            ("1_000", nil), ("１２", nil), (" 1", nil), ("1 ", nil), ("1:2", nil), ("12/3", nil), ("NaN", nil),
            ("12,34,567", nil),
        ] as [(String, String?)])
    func integers(text: String, value: String?) throws {
        #expect(try values(field("n", .integer), [text, "1"]) == [value, "1"])
    }

    @Test("every integer of up to five digits is read as Swift reads it")
    func allShortIntegers() throws {
        let texts = (-9_999...99_999).map(String.init)
        let checked = try check(texts.joined(separator: "\n"), [field("n", .integer)], rectangular: true)
        #expect(checked.violations.isEmpty)
        #expect(texts.indices.allSatisfy { checked.value($0, 0) == texts[$0] })
    }

    @Test("a byte that is no digit is found wherever it stands")
    func strayBytes() throws {
        for length in 1...9 {
            for place in 0..<length {
                for byte in UInt8.min...UInt8.max where byte < 0x30 || byte > 0x39 {
                    if byte == 0x0A || byte == 0x22 || byte == 0x2C || byte == 0x0D { continue }
                    if place == 0, length > 1, byte == 0x2D || byte == 0x2B { continue }
                    var bytes = [UInt8](repeating: 0x35, count: length)
                    bytes[place] = byte
                    let plan = try ValidationPlan(schema: TableSchema(fields: [field("n", .integer)]))
                    let batch = TableSplitter(bytes + [0x0A]).batch(rectangular: true)
                    let checked = try Validator(plan: plan, pool: BufferPool())(batch)
                    #expect(checked.findings == ["0 0 type-error -"], "byte \(byte) at \(place) of \(length)")
                }
            }
        }
    }

    @Test("group marks stand between digits, wherever that is")
    func groupedIntegers() throws {
        let grouped = field("n", .integer) { $0.groupChar = "," }
        #expect(
            try values(grouped, ["12,34,567", "1,000", "-1,0", "1,,000", ",1", "1,", "1.0", ""])
                == ["1234567", "1000", "-10", nil, nil, nil, nil, nil])
    }

    @Test("units around a number that is not bare are stripped")
    func units() throws {
        let priced = field("n", .integer) { $0.bareNumber = false }
        #expect(
            try values(priced, ["EUR 95", "95%", "$ -7.", "about", "12 of 15", "95"])
                == ["95", "95", "-7", nil, nil, "95"])
        let share = field("x", .number) { $0.bareNumber = false }
        #expect(try values(share, ["~.5%", "1e3 kg", "INF", "x"]) == ["0.5", "1000.0", "inf", nil])
    }

    @Test(
        "a number is the nearest double",
        arguments: [
            ("0", "0.0"), ("-0", "-0.0"), ("1.", "1.0"), (".5", "0.5"), ("+1.5", "1.5"), ("1e3", "1000.0"),
            ("1E-3", "0.001"), ("3.14159", "3.14159"), ("9007199254740993", "9007199254740992.0"),
            ("123456789012345678901234567890", "1.2345678901234568e+29"), ("0.1", "0.1"), ("1e22", "1e+22"),
            ("1e23", "1e+23"), ("8.98846567431158e307", "8.98846567431158e+307"), ("5e-324", "5e-324"),
            ("1e-400", "0.0"), ("0.000000000000000000000001", "1e-24"), ("nan", "nan"), ("NaN", "nan"), ("INF", "inf"),
            ("-inf", "-inf"), ("1e309", nil), ("-1e309", nil), ("1e99999999999999999999", nil), ("0x1p3", nil),
            ("1_000", nil), ("infinity", nil), ("+INF", nil), ("", nil), (".", nil), ("-", nil), ("e5", nil),
            ("1e", nil), ("1e+", nil), ("1.2.3", nil), ("1,5", nil), ("１", nil), ("1 ", nil),
        ] as [(String, String?)])
    func numbers(text: String, value: String?) throws {
        #expect(try values(field("x", .number), [text]) == [value])
    }

    @Test("doubles survive a round trip through their shortest text")
    func roundTrip() throws {
        var random = SeededRandom(seed: 7)
        var texts: [String] = []
        while texts.count < 2000 {
            let double = Double(bitPattern: random.next())
            if double.isFinite { texts.append("\(double)") }
            texts.append(
                "\(Int.random(in: -99999...99999, using: &random)).\(Int.random(in: 0...9999, using: &random))")
        }
        let read = try values(field("x", .number), texts)
        for (text, value) in zip(texts, read) { #expect(value == Double(text).map { "\($0)" }) }
    }

    @Test("decimal and group marks may be any text")
    func marks() throws {
        let swiss = field("x", .number) {
            $0.decimalChar = ","
            $0.groupChar = "\u{202F}"
        }
        let texts = ["1\u{202F}234,5", "1,5", "1.5", "1,5\u{202F}0", "NaN"]
        #expect(try values(swiss, texts) == ["1234.5", "1.5", nil, nil, "nan"])
    }

    @Test("a boolean is one of the listed texts")
    func booleans() throws {
        #expect(
            try values(field("b", .boolean), ["true", "TRUE", "1", "0", "False", "yes", "tRUE", ""])
                == ["1", "1", "1", "0", "0", nil, nil, nil])
        let oui = field("b", .boolean) {
            $0.trueValues = ["oui, bien sûr"]
            $0.falseValues = ["non"]
        }
        #expect(try values(oui, ["oui, bien sûr", "non", "true"]) == ["1", "0", nil])
    }

    @Test("a text with a NUL byte is no text")
    func nul() throws {
        #expect(try values(field("t", .string), ["a\0b", "ab"]) == [nil, "ab"])
    }
}
