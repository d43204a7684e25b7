import Testing
import WeirModel
import WeirValidate

/// Texts that each type of one value takes, and texts that it refuses, after the rules of the specification.
@Suite struct ScalarTypeTests {
    struct Table: Sendable, CustomTestStringConvertible {
        var type: TableSchema.FieldType
        var format = "default"
        var accepted: [String]
        var refused: [String]
        var testDescription: String { "\(type.rawValue) \(format)" }
    }

    static let tables: [Table] = [
        Table(
            type: .time, accepted: ["00:00:00", "23:59:59", "08:30:00"],
            refused: [
                "24:00:00", "12:60:00", "12:00:60", "8:30:00", "08:30", "08:30:00.5", "08:30:00Z", "083000", "08-30-00",
                "08:30:0x", " 08:30:00", "noon", "",
            ]),
        Table(
            type: .time, format: "any", accepted: ["08:30", "08:30:00", "08:30:00.123456", "23:59:59.9"],
            refused: ["8:30", "0830", "24:00", "08:30:00.", "08:30Z", "08:30:60", "8 pm"]),
        Table(
            type: .time, format: "%I:%M %p", accepted: ["08:30 AM", "12:00 pm", "1:05 PM"],
            refused: ["13:00 PM", "00:00 AM", "08:30", "08:30 XM"]),
        Table(
            type: .year, accepted: ["2024", "0001", "0000", "9999", "12024", "-0044", "-12024"],
            refused: [
                "24", "02024", "2024Z", "2024+01:00", "+2024", "2024.0", " 2024", "MMXXIV", "-", "1234567890", "",
            ]),
        Table(
            type: .yearmonth, accepted: ["2024-01", "2024-12", "0001-01", "-0044-03", "12024-06"],
            refused: [
                "2024-00", "2024-13", "2024-1", "202401", "2024/01", "2024-01-01", "2024-01Z", "24-01", "2024", "",
            ]),
        Table(
            type: .duration,
            accepted: [
                "P1Y2M3DT10H30M", "-P120D", "P1347Y", "P1347M", "P1Y2MT2H", "P0Y", "PT0S", "PT1.5S", "P1DT12H",
                "PT36H", "P2W", "PT0.000000000000001S", "P20M",
            ],
            refused: [
                "P", "PT", "P1YT", "P-20M", "P1Y2MT", "1Y", "P1S", "PT1D", "P1M1Y", "P1.5Y", "PT5", "PT5.", "PT.5S",
                "PT1.S", "p1y", "+P1D", "P1W2D", "P99999999999999999999Y", "P300000Y", "1 day", "",
            ]),
        Table(
            type: .geopoint,
            accepted: ["90.50, 45.50", "90.5,45.5", "-180,-90", "180, 90", "0 , 0", "1e1, 2E-1"],
            refused: [
                "180.1, 0", "0, 90.1", "90", "90, 45, 1", "a, b", "NaN, 0", "INF, 0", "", ",", "1,", "90;45", "[1, 2]",
            ]),
        Table(type: .string, accepted: ["a", " ", "日本"], refused: ["a\0b"]),
        Table(
            type: .string, format: "email",
            accepted: [
                "a@b.co", "first.last+tag@sub.example.org", "ü@exämple.de", "o'hara_1@x-y.museum", "a@b1.c2.dd",
            ],
            refused: [
                "a", "a@b", "@b.co", "a@", "a@@b.co", ".a@b.co", "a.@b.co", "a..b@c.de", "a b@c.de", "a@-b.co",
                "a@b-.co", "a@b..co", "a@b.co.", "a@1.2.3.4", "a@b.co,c@d.ef", "Ann <a@b.co>", "",
            ]),
        Table(
            type: .string, format: "uri",
            accepted: [
                "http://example.org", "https://user:pw@example.org:8080/a/b;c?d=e&f=%20#g/h?i", "mailto:a@b.co",
                "urn:isbn:0451450523", "file:///etc/hosts", "http://[2001:db8::7]:80/c", "tel:+1-816-555-1212", "a:",
            ],
            refused: [
                "example.org", "//example.org/a", "/a/b", "http://exa mple.org", "http://example.org/ä", "1a:b", ":a",
                "http://a/%2", "http://a/%zz", "http://a/#b#c", "http://a/<b>", "http://[::1", "http://a[1]/", "a b:c",
                "",
            ]),
        Table(
            type: .string, format: "uuid",
            accepted: [
                "123e4567-e89b-12d3-a456-426614174000", "00000000-0000-0000-0000-000000000000",
                "123E4567-E89B-12D3-A456-426614174000",
            ],
            refused: [
                "123e4567e89b12d3a456426614174000", "{123e4567-e89b-12d3-a456-426614174000}",
                "123e4567-e89b-12d3-a456-42661417400g", "123e4567-e89b-12d3-a456-4266141740000",
                "123e4567-e89b-12d3-a4560-42661417400", "",
            ]),
        Table(
            type: .string, format: "binary", accepted: ["", "TQ==", "TWE=", "TWFu", "+/+/", "TWFuTWFu"],
            refused: ["T", "TQ", "TQ=", "TQ===", "=", "====", "TW Fu", "TWF-", "TQ==TQ==", "T===", "TW\nFu"]),
        Table(
            type: .integer, accepted: ["0", "-1", "+1", "007"], refused: ["1.0", "1e3", "0x1", " 1", "", "1_000"]),
        Table(
            type: .number, accepted: ["1", "-1.5", ".5", "5.", "1e3", "1E+3", "NaN", "nan", "INF", "-inf"],
            refused: ["1,5", "0x1", "1e", "e1", "+INF", "infinity", " 1", "", "1e999"]),
        Table(
            type: .boolean, accepted: ["true", "True", "TRUE", "1", "false", "False", "FALSE", "0"],
            refused: ["yes", "tRUE", "t", "2", "01", " true", ""]),
        Table(
            type: .date, accepted: ["2024-02-29", "0001-01-01", "9999-12-31"],
            refused: ["2023-02-29", "2024-1-1", "2024/01/01", "20240101", "0000-01-01", "2024-01-01Z", ""]),
        Table(
            type: .datetime,
            accepted: ["2024-01-26T15:00:00", "2024-01-26T15:00:00Z", "2024-01-26T15:00:00.300-05:00"],
            refused: ["2024-01-26", "2024-01-26 15:00:00", "2024-01-26T15:00", "2024-01-26T24:00:00", ""]),
        Table(type: .any, accepted: ["", "a", "[", "1"], refused: []),
    ]

    @Test("each text is taken or refused as the rules of its type say", arguments: tables)
    func texts(table: Table) throws {
        let fields = [field("v", table.type) { $0.format = table.format }]
        let texts = table.accepted + table.refused
        let rows = texts.map { "\"\($0)\"\n" }.joined()
        for rectangular in [false, true] {
            let checked = try check(rows, fields, missingValues: [], policy: .keep, rectangular: rectangular)
            for (row, text) in texts.enumerated() {
                let isAccepted = row < table.accepted.count
                #expect((checked.value(row, 0) != nil) == isAccepted, "\(text)")
            }
            #expect(checked.findings == (table.accepted.count..<texts.count).map { "\($0) 0 type-error -" })
        }
    }

    @Test("what has an order has bounds, in the field's own form and with exact ties")
    func bounds() throws {
        let tables:
            [(TableSchema.FieldType, String, String, String, below: [String], within: [String], above: [String])] = [
                (.time, "default", "08:00:00", "17:30:00", ["07:59:59"], ["08:00:00", "17:30:00"], ["17:30:01"]),
                (.time, "%H.%M", "8.00", "17.30", ["7.59"], ["8.00", "17.30"], ["17.31"]),
                (.year, "default", "-0044", "2024", ["-0045"], ["-0044", "0000", "2024"], ["2025", "12024"]),
                (
                    .yearmonth, "default", "2023-12", "2024-02", ["2023-11", "0001-01"], ["2023-12", "2024-01"],
                    ["2024-03"]
                ),
                (
                    .duration, "default", "P1M", "P1Y", ["P30D", "-P2M", "PT0S"],
                    ["P31D", "P1M", "P12M", "P52W", "P1Y"], ["P366D", "P13M", "P1YT0.000001S"]
                ),
            ]
        for (type, format, least, most, below, within, above) in tables {
            let bounded = field("v", type) {
                $0.format = format
                $0.constraints.minimum = least
                $0.constraints.maximum = most
            }
            let texts = below + within + above
            let findings = try check(texts.map { $0 + "\n" }.joined(), [bounded]).findings
            #expect(
                findings == below.indices.map { "\($0) 0 constraint-error minimum" }
                    + above.indices.map { "\($0 + below.count + within.count) 0 constraint-error maximum" })
        }
    }

    @Test("exclusive bounds leave out the bound, however it is written")
    func exclusiveBounds() throws {
        let span = field("v", .duration) { $0.constraints.exclusiveMaximum = "P1D" }
        #expect(
            try check("PT23H\nPT24H\nP1D\nPT1440M\n", [span]).findings
                == [1, 2, 3].map { "\($0) 0 constraint-error exclusiveMaximum" })
    }

    @Test("enum compares values of each type, not how they are written")
    func enumeration() throws {
        let tables: [(TableSchema.FieldType, String, [String], allowed: [String], others: [String])] = [
            (.time, "any", ["08:30"], ["08:30", "08:30:00", "08:30:00.0"], ["08:30:01"]),
            (.year, "default", ["2024"], ["2024"], ["2023"]),
            (.yearmonth, "default", ["2024-01"], ["2024-01"], ["2024-02"]),
            (.duration, "default", ["P1Y", "PT1M"], ["P12M", "PT60S", "P1Y"], ["P1M", "P365D"]),
            (.geopoint, "default", ["90.50, 45.50"], ["90.5,45.5", "9.05e1, 45.5"], ["45.5,90", "90.5, 45"]),
            (.string, "uuid", ["123e4567-e89b-12d3-a456-426614174000"], ["123e4567-e89b-12d3-a456-426614174000"], []),
            (.datetime, "default", ["2024-01-01T00:00:00Z"], ["2024-01-01T01:00:00+01:00"], ["2024-01-01T00:00:01Z"]),
            (.any, "default", ["1"], ["1"], ["1.0"]),
        ]
        for (type, format, values, allowed, others) in tables {
            let listed = field("v", type) {
                $0.format = format
                $0.constraints.enumeration = values
            }
            let rows = (allowed + others).map { "\"\($0)\"\n" }.joined()
            #expect(
                try check(rows, [listed]).findings
                    == others.indices.map { "\($0 + allowed.count) 0 constraint-error enum" }, "\(type)")
        }
    }

    @Test("categories act like an enum, and an enum beside them says which of them")
    func categories() throws {
        let levels = field("v", .integer) {
            $0.categories = [.init("1", label: "low"), .init("2"), .init("3", label: "high")]
        }
        #expect(try check("1\n02\n4\n\n", [levels]).findings == ["2 0 constraint-error enum"])
        let few = field("v", .string) {
            $0.categories = [.init("a"), .init("b"), .init("c")]
            $0.constraints.enumeration = ["a", "b"]
        }
        #expect(try check("a\nc\n", [few]).findings == ["1 0 constraint-error enum"])
    }

    @Test("a month counts for the mean month, which lies where XSD puts it")
    func months() throws {
        // XSD compares durations by adding them to four moments; the mean must not lie outside what these give.
        let starts = [(1696, 9), (1697, 2), (1903, 3), (1903, 7)]
        func day(_ year: Int, _ month: Int) throws -> Int {
            let text = (year < 1000 ? "0" : "") + "\(year)-" + (month < 10 ? "0" : "") + "\(month)-01"
            let value = try check(text + "\n", [field("d", .date)]).value(0, 0)
            return try #require(value.flatMap { Int($0) })
        }
        for months in Array(1...36) + [48, 100, 1199, 1200, 4800, 12_000] {
            let lengths = try starts.map { year, month in
                let end = month - 1 + months
                return try day(year + end / 12, end % 12 + 1) - day(year, month)
            }
            let (least, most) = (try #require(lengths.min()), try #require(lengths.max()))
            for (bound, isMinimum) in [(least, true), (most, false)] {
                let limited = field("v", .duration) {
                    if isMinimum {
                        $0.constraints.minimum = "P\(bound)D"
                    } else {
                        $0.constraints.maximum = "P\(bound)D"
                    }
                }
                #expect(try check("P\(months)M\n", [limited]).violations.isEmpty, "P\(months)M and P\(bound)D")
            }
        }
    }

    @Test("times are kept as written where that is their form, and typed otherwise")
    func held() throws {
        let clock = try check("08:30:00\n", [field("t", .time)])
        #expect(clock.columns[0].type == .time && clock.columns[0].isCanonical)
        #expect(clock.value(0, 0) == "30600000000")
        #expect(try check("8.30\n", [field("t", .time) { $0.format = "%H.%M" }]).columns[0].isCanonical == false)
        #expect(try check("-0044\n", [field("y", .year)]).value(0, 0) == "-44")
        #expect(try check("2024-01\n", [field("y", .yearmonth)]).value(0, 0) == "2024-01")
    }
}
